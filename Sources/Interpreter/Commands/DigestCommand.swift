import Expressions
import NeuralNetwork

/// `digest`
package struct DigestCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "digest", .checking, ["digest"], "print a short hash of the exact bits of every parameter",
    details: "It is the same on every machine; expect digest HASH compares it.", examples: ["net 2 4 1; digest"])

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) { range = operands.name.range }

  package func run(_ interpreter: Interpreter) throws {
    interpreter.output.line(try interpreter.session.network(range).network.digest())
  }
}

extension Network {
  /// FNV-1a over the sizes and the bits of the parameters in order, 64 bits as hexadecimal; −0 counts as 0.
  ///
  /// Throws `Fault` once a limit is reached.
  func digest() throws(Fault) -> String {
    var hash = ShortHash()
    for size in topology.sizes { hash.mix(UInt64(size)) }
    // Zero and NaN are hashed without their signs: the sign of a NaN depends on the processor.
    for (index, value) in values.enumerated() {
      hash.mix((value == 0 ? 0 : value.isNaN ? .nan : value).bitPattern)
      if Limits.isReached(at: index) { break }
    }
    try Limits.check()
    return hash.text
  }
}
