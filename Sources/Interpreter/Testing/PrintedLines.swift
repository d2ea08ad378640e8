import Expressions

/// The lines of an output, the last perhaps without a newline.
func printedLines(_ bytes: [UInt8]) -> [String] {
  var lines: [String] = []
  var start = 0
  // A carriage return and a newline are one character, which does not end a line.
  for (index, byte) in bytes.enumerated()
  where byte == Ascii.newline && (index == 0 || bytes[index - 1] != Ascii.carriageReturn) {
    lines.append(String(decoding: bytes[start..<index], as: UTF8.self))
    start = index + 1
  }
  if start < bytes.count { lines.append(String(decoding: bytes[start...], as: UTF8.self)) }
  return lines
}
