/** Text as short text: gzip, then base64. Rules and events repeat themselves, so a tenth remains. */
export const gzipCodec = {
  pack(text: string): string {
    return Utilities.base64Encode(Utilities.gzip(Utilities.newBlob(text, 'text/plain', 'part')).getBytes());
  },
  unpack(text: string): string {
    return Utilities.ungzip(Utilities.newBlob(Utilities.base64Decode(text), 'application/x-gzip', 'part.gz')).getDataAsString();
  },
};
