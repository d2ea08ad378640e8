import Expressions

/// The numbers of a sample: `0 1 : 1`.
struct SampleOperands: Sendable {
  let inputs: [Expression]
  let targets: [Expression]

  init(_ operands: inout OperandReader) throws(Fault) {
    inputs = try operands.numbers()
    guard !inputs.isEmpty else { throw operands.missing("inputs") }
    guard operands.takeColon() else { throw operands.missing("':' and targets") }
    targets = try operands.numbers()
    guard !targets.isEmpty else { throw operands.missing("targets after ':'") }
  }
}
