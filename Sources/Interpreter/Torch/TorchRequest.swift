import Expressions

/// `on torch 2 HOST…`
struct TorchRequest: Sendable {
  /// On each host.
  let processes: Expression
  let hosts: [Located<String>]

  static let forms = ["train COUNT [epochs|updates] on torch PROCESSES [HOST…]"]

  /// nil unless the operands begin with `on`.
  init?(_ operands: inout OperandReader) throws(Fault) {
    guard operands.take("on") else { return nil }
    _ = try operands.choice("engine", [("torch", 0)])
    processes = try operands.number("a number of processes")
    var hosts: [Located<String>] = []
    while !operands.atEnd() {
      let host = try operands.word("a host")
      guard host.value.utf8.first != UInt8(ascii: "-"),
        host.value.utf8.allSatisfy({ isLetter($0) || isDigit($0) || ".-_@:".utf8.contains($0) })
      else { throw Fault("'\(host.value)' is not the name of a host", at: host.range) }
      hosts.append(host)
    }
    self.hosts = hosts
  }
}
