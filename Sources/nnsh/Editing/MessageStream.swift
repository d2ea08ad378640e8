import DataFormats
import Safety

/// The messages of JSON-RPC 2.0 on standard input and output, each after a header with its length.
struct MessageStream {
  private var bytes: [UInt8] = []

  /// The next message; nil at the end of the input, or if the header is malformed.
  mutating func next() -> JSON? {
    while true {
      if let end = headerEnd {
        guard let count = length(bytes[..<end]) else { return nil }
        while bytes.count < end + 4 + count { guard fill() else { return nil } }
        let body = Array(bytes[(end + 4)..<(end + 4 + count)])
        bytes.removeFirst(end + 4 + count)
        if let message = try? JSON(body) { return message }
        write([
          ("id", .null),
          ("error", .object([("code", .number(-32700)), ("message", .text("the message is not JSON"))])),
        ])
      } else {
        guard bytes.count < 1 << 16, fill() else { return nil }
      }
    }
  }

  /// Whether more of a message comes within this time.
  mutating func hasMessage(within milliseconds: Int32) -> Bool {
    !bytes.isEmpty || System.isWaiting(0, milliseconds: milliseconds)
  }

  private mutating func fill() -> Bool {
    let read = (try? System.read(0)) ?? []
    bytes += read
    return !read.isEmpty
  }

  /// Where the empty line after the header begins.
  private var headerEnd: Int? {
    guard bytes.count >= 4 else { return nil }
    return (0...bytes.count - 4).first { bytes[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
  }

  private func length(_ header: ArraySlice<UInt8>) -> Int? {
    for line in String(decoding: header, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":")
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      return Int(parts[1].drop { $0 == " " }).flatMap { 0...1 << 28 ~= $0 ? $0 : nil }
    }
    return nil
  }

  func write(_ members: [(String, JSON)]) {
    let body = JSON.object([("jsonrpc", .text("2.0"))] + members).description
    StandardStream.output.write(rendered: "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}
