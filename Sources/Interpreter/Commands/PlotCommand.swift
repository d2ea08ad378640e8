import Expressions
import NeuralNetwork
import Safety
import WorkedExamples

/// `plot loss`
package struct PlotCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "plot", .inspection,
    [
      "plot loss|weights|confusion [to FILE]", "plot boundary [INPUT INPUT] [to FILE]",
      "plot activation FUNCTION [to FILE]", "plot gradient PARAMETER [to FILE]", "plot units [LAYER] [to FILE]",
    ],
    "draw the loss, the weights, the decision regions and other pictures",
    details: """
      loss: over the epochs of the network. weights: a square for each, by size and sign. confusion: the samples by
      expected and predicted class. boundary: the output over two inputs, the others at their means, with the samples.
      activation: the function, and dotted its derivative. gradient: the loss over one weight, and dotted the tangent at
      its value now. units: the outputs of a layer over the samples. to: an .svg, .png or .pdf file, drawn by gnuplot.
      """,
    examples: [
      "net 2 4 1; train 100; plot loss; plot boundary", "net 2 4 1; plot weights", "plot activation tanh",
      "net 2 4 1; forward 0 1; backward 1; plot gradient w7", "net 2 4 1; data xor; plot units h; plot confusion",
    ])

  private enum Subject: String, CaseIterable, Sendable {
    case loss, weights, confusion, boundary, activation, gradient, units
  }

  private let range: SourceRange
  private let subject: Subject
  private var function: Located<String>?
  /// Of the inputs, of the parameter or of the layer.
  private var names: [Located<Name>] = []
  private var file: Located<String>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    let word: Located<Subject> = try operands.choice("picture")
    (subject, range) = (word.value, word.range)
    switch subject {
    case .loss, .weights, .confusion: break
    case .activation: function = try operands.word("an activation function")
    case .gradient: names = [try operands.name("a parameter")]
    case .boundary: names = try PlotCommand.names(&operands, "an input", most: 2)
    case .units: names = try PlotCommand.names(&operands, "a layer", most: 1)
    }
    if operands.take("to") { file = try operands.file("the name of an .svg, .png or .pdf file") }
  }

  private static func names(_ operands: inout OperandReader, _ expected: String, most: Int) throws(Fault)
    -> [Located<Name>]
  {
    var names: [Located<Name>] = []
    while names.count < most, let word = operands.peekWord(), word.value != "to" {
      names.append(try operands.name(expected))
    }
    guard names.isEmpty || names.count == most else { throw operands.missing("two inputs") }
    return names
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let file else {
      let output = interpreter.output
      func draw() throws { try output.lines { terminal in try picture(interpreter, terminal).lines(terminal) } }
      guard subject == .loss, interpreter.recording?.hasOtherTrainings == true else { return try draw() }
      return try output.recorded(as: ["…"], draw)
    }
    // Whatever the width of the terminal.
    try FigureFile(file, interpreter).write(try picture(interpreter, nil, isFile: true), interpreter)
  }

  private func picture(_ interpreter: Interpreter, _ terminal: TerminalView?, isFile: Bool = false) throws -> Picture {
    if let function { return Picture(activation: try interpreter.activation(function)) }
    let maker = PictureMaker(
      interpreter: interpreter, state: try interpreter.session.network(range), range: range, terminal: terminal,
      isFile: isFile)
    return switch subject {
    case .loss: try maker.loss()
    case .weights: try maker.weights()
    case .confusion: try maker.confusion()
    case .boundary: try maker.boundary(names)
    case .gradient: try maker.gradient(names[0])
    default: try maker.units(names.first)
    }
  }
}
