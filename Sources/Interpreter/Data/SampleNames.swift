import Expressions
import NeuralNetwork

/// The operands of `data name`, `data columns` and `data classes`.
enum SampleNames: Sendable {
  case title(Located<String>)
  case columns([Located<String>], [Located<String>], SourceRange)
  case classes([Located<String>], SourceRange)

  static func columns(_ operands: inout OperandReader) throws(Fault) -> SampleNames {
    let range = operands.name.range
    let inputs = try names(&operands)
    guard operands.takeColon() else { throw operands.missing("':' and the names of the targets") }
    return .columns(inputs, try names(&operands), range)
  }

  static func classes(_ operands: inout OperandReader) throws(Fault) -> SampleNames {
    let range = operands.name.range
    return .classes(try names(&operands), range)
  }

  private static func names(_ operands: inout OperandReader) throws(Fault) -> [Located<String>] {
    var names: [Located<String>] = []
    while !operands.atEnd(), operands.cursor.byte != Ascii.colon { names.append(try operands.file("a name")) }
    guard !names.isEmpty else { throw operands.missing("a name") }
    return names
  }

  func apply(to samples: inout SampleSet) throws(Fault) {
    switch self {
    case .title(let name): samples.name = name.value
    case .columns(let inputs, let targets, let range):
      do {
        try samples.nameColumns(inputs: inputs.map(\.value), targets: targets.map(\.value))
      } catch {
        throw Fault(
          "got \(counted(inputs.count, "name")) of inputs and \(targets.count) of targets", at: range,
          label: "the data has \(samples.shape)")
      }
    case .classes(let names, let range):
      do {
        try samples.nameClasses(names.map(\.value))
      } catch {
        throw Fault(
          "got \(names.count == 1 ? "1 class" : "\(names.count) classes")", at: range,
          label: "the data has \(counted(samples.targetCount, "target"))")
      }
    }
  }
}
