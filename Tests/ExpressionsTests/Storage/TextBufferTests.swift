import Testing

@testable import Expressions

@Suite("Text buffers")
struct TextBufferTests {
  @Test("pieces of any length follow one another, in memory that grows and is used again")
  func pieces() {
    let text = TextBuffer()
    let source = (0..<300).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    for _ in 0..<2 {
      text.removeAll()
      var expected: [UInt8] = []
      for length in 0...280 {
        source.withUnsafeBufferPointer { source in
          if let start = source.baseAddress { text.append(length, padded: start) }
          text.append(UnsafeBufferPointer(rebasing: source[..<length]))
        }
        text.append(UInt8(ascii: "\n"))
        text.append("∂")
        expected += source[..<length] + source[..<length] + [UInt8(ascii: "\n")] + Array("∂".utf8)
      }
      #expect(Array(text.bytes) == expected)
    }
    text.cut(to: 5)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "\n∂a")
  }
}
