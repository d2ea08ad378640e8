/// A name as an operand: quoted if it has blanks or other special characters.
package func quotedName(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: "_./-".utf8.contains(byte)
    }
  }
  return isPlain && !name.isEmpty ? name : "\"\(name)\""
}
