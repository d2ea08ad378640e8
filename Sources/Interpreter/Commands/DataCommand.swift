import DataFormats
import Expressions
import NeuralNetwork

/// `data xor`, `data load FILE`, `data normalize zscore`, …
package struct DataCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "data", .data,
    [
      "data", "data xor|and|or|nand|nor|xnor", "data parity|encoder BITS",
      "data noisy-xor|circle|spiral|gauss|moons COUNT NOISE",
      "data load FILE [stream] [inputs COLUMNS] [targets COLUMNS] [header|no-header] [hash HASH]",
      "data load IMAGES LABELS [stream] [hash HASH HASH]",
      "data save FILE", "data samples INPUT… : TARGET… / INPUT… : TARGET… / …",
      "data name TEXT", "data columns NAME… : NAME…", "data classes NAME…",
      "data normalize minmax [LOW HIGH]|zscore|off", "data split FRACTION [shuffle|sklearn]", "data onehot",
      "data bipolar [inputs|targets]",
      "data clear",
    ],
    "load, generate or transform the data",
    details: """
      xor, and, or, nand, nor, xnor: the truth table, four samples. parity: whether the number of ones is odd.
      encoder: one input of many is 1, and so is its target. noisy-xor: points around the corners of the XOR table.
      circle: two classes, one around the other. spiral: two arms. gauss: two clouds. moons: two half circles.
      Without operands: describe the data. Generated data uses the random numbers of `seed`.
      load reads \(FormatTable.names).
      Columns are numbers from 1 or names from the header, such as 1..4, 1..3,7 or "petal width".."petal length". By
      default the last column is the target. Targets that are words become one-hot columns. Lines starting with # are
      comments. Two files are an array of inputs and an array of targets, as for MNIST; in .npz they are named inputs
      and targets, or x and y. With hash, a file that has changed is refused. save writes what load reads, to a file
      whose name ends in .csv, .tsv, .tab, .npy, .npz, .data (FANN) or .pat (SNNS), and never makes a file that can be
      run.
      stream leaves the samples where they are, in one file or two of \(FormatTable.streamed(joinedBy: "or")): train and
      test read them block by block, in the order of the file and with the same results, so that a file can be larger
      than the memory. What needs all samples at once (normalize, onehot, shuffle) is refused, and so is a compressed
      .npz. A saved session has the hash of the file.
      samples replaces the data by those that follow. name: what the data is called. columns: what its inputs and
      targets are called. classes: what the classes of one-hot targets are called.
      normalize scales the inputs by statistics of the training part, and predict scales its operands in the same way;
      forward takes its operands as they are.
      split keeps the first FRACTION of the samples for training and the rest for test; with shuffle, after a random
      permutation; with sklearn, the parts that scikit-learn's train_test_split draws with the same seed.
      onehot: one target column of class numbers becomes a column for each class. clear: no data any more.
      bipolar: 0 and 1 become -1 and 1, in the inputs, the targets, or both.
      """,
    examples: [
      "data xor; data", "data parity 4", "seed 1; data noisy-xor 200 0.1; data split 0.8 shuffle; data",
      "data moons 40 0.1; data onehot; data normalize zscore; data", "data xor; data bipolar; show data", "data clear",
      "data samples 0 0 : 0 / 0 1 : 1 / 1 1 : 0; data columns x y : z; show data",
    ])

  private enum Action: Sendable {
    case describe, clear, onehot
    case gate(LogicGate)
    case parity(Expression), encoder(Expression)
    case points(PointCloud, count: Expression, noise: Expression)
    case load(DataFile), save(Located<String>)
    case samples(WrittenSamples)
    case names(SampleNames)
    /// With the lowest and the highest value, if they are given.
    case normalize(Scaling, [Expression])
    case split(Expression, Order)
    case bipolar(inputs: Bool, targets: Bool)
  }

  private enum Order: String { case given, shuffled = "shuffle", sklearn }

  private enum Scaling: String, Sendable, CaseIterable { case minmax, zscore, off }

  private enum Word: String, CaseIterable {
    case load, save, samples, name, columns, classes, normalize, split, bipolar, onehot, clear, parity, encoder
  }

  private let action: Action

  package static var failsUnchanged: Bool { true }

  package var isRecorded: Bool {
    switch action {
    case .describe, .save: false
    default: true
    }
  }

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    guard !operands.atEnd() else {
      action = .describe
      return
    }
    let gates: [(String, Subject)] = LogicGate.allCases.map { ($0.rawValue, .gate($0)) }
    let clouds: [(String, Subject)] = PointCloud.allCases.map { ($0.rawValue, .cloud($0)) }
    let words: [(String, Subject)] = Word.allCases.map { ($0.rawValue, .word($0)) }
    switch try DataCommand.subject(&operands, of: gates + clouds + words) {
    case .gate(let gate): action = .gate(gate)
    case .cloud(let cloud):
      let count = try operands.number("a number of samples")
      action = .points(cloud, count: count, noise: try operands.number("a noise level"))
    case .word(let word): action = try DataCommand.action(word, &operands)
    }
  }

  private enum Subject {
    case gate(LogicGate), cloud(PointCloud), word(Word)
  }

  /// A word with a period is meant as a file.
  private static func subject(
    _ operands: inout OperandReader, of choices: [(String, Subject)]
  ) throws(Fault) -> Subject {
    var ahead = operands
    do { return try operands.choice("data command", choices).value } catch {
      guard let word = try? ahead.word("a data command"), word.value.contains(".") else { throw error }
      throw Fault("'\(word.value)' is not a data command", at: word.range, help: "data load \(word.value)")
    }
  }

  private static func action(_ word: Word, _ operands: inout OperandReader) throws(Fault) -> Action {
    switch word {
    case .load: return .load(try DataFile(&operands))
    case .save: return .save(try operands.file("a file"))
    case .samples: return .samples(try WrittenSamples(&operands))
    case .name: return .names(.title(try operands.file("a name")))
    case .columns: return .names(try SampleNames.columns(&operands))
    case .classes: return .names(try SampleNames.classes(&operands))
    case .normalize:
      let scaling = try operands.choice("scaling", Scaling.self).value
      guard scaling == .minmax, operands.atNumber() else { return .normalize(scaling, []) }
      let lowest = try operands.number("the lowest value")
      return .normalize(scaling, [lowest, try operands.number("the highest value")])
    case .split:
      let fraction = try operands.number("a training fraction")
      guard !operands.atEnd() else { return .split(fraction, .given) }
      return .split(fraction, try operands.choice("order", [("shuffle", .shuffled), ("sklearn", .sklearn)]).value)
    case .bipolar:
      guard !operands.atEnd() else { return .bipolar(inputs: true, targets: true) }
      let changesInputs = try operands.choice("part", [("inputs", true), ("targets", false)]).value
      return .bipolar(inputs: changesInputs, targets: !changesInputs)
    case .onehot: return .onehot
    case .clear: return .clear
    case .parity: return .parity(try operands.number("a number of bits"))
    case .encoder: return .encoder(try operands.number("a number of bits"))
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    defer { interpreter.history.limitData() }
    switch action {
    case .describe: interpreter.output.line(interpreter.session.samples?.description ?? "# no data")
    case .clear: interpreter.session.replaceSamples(nil)
    case .gate(let gate): interpreter.session.replaceSamples(.gate(gate))
    case .parity(let bits):
      let count = try interpreter.whole(bits, "the number of bits", in: 1...16)
      try interpreter.session.replaceSamples(.parity(count))
    case .encoder(let bits):
      let count = try interpreter.whole(bits, "the number of bits", in: 1...1024)
      try interpreter.session.replaceSamples(.encoder(count))
    case .points(let cloud, let count, let noise): try draw(cloud, count, noise, interpreter)
    case .load(let file):
      let samples = try file.read(interpreter)
      let before = interpreter.session.samples?.normalizing
      interpreter.session.replaceSamples(samples)
      interpreter.output.report(samples.description)
      if let before { interpreter.output.report("# these inputs are not normalized, as those before were: \(before)") }
    case .samples(let written): interpreter.session.replaceSamples(try written.read(interpreter))
    case .names(let names):
      var samples = try present(interpreter)
      try names.apply(to: &samples)
      interpreter.session.samples = samples
    case .save(let file): try interpreter.saveSamples(try inMemory("data save", interpreter), file)
    case .normalize(let scaling, let bounds):
      try withRoom(for: "data normalize", interpreter) { try normalize(scaling, bounds, interpreter) }
    case .bipolar(let inputs, let targets):
      var samples = try inMemory("data bipolar", interpreter)
      try mapped(range) { () throws(SampleSetError) in try samples.makeBipolar(inputs: inputs, targets: targets) }
      interpreter.session.replaceSamples(samples)
    case .split(let fraction, .given) where interpreter.session.samples?.stream != nil:
      try split(fraction, .given, interpreter)
    case .split(let fraction, let order):
      try withRoom(for: "data split \(order.rawValue)", interpreter) { try split(fraction, order, interpreter) }
    case .onehot:
      var samples = try inMemory("data onehot", interpreter)
      try mapped(range) { () throws(SampleSetError) in try samples.encodeOneHot() }
      interpreter.session.replaceSamples(samples)
    }
  }

  static var stage: SavingStage { .data }

  static func saved(_ session: Session) -> [String] { session.samples?.commands ?? [] }

  /// For changes that compute new inputs: large data should not be in memory three times.
  private func withRoom(for command: String, _ interpreter: Interpreter, _ change: () throws -> Void) throws {
    let samples = try inMemory(command, interpreter)
    try interpreter.require(numbers: samples.count * (samples.inputCount + samples.targetCount + 1), at: range)
    interpreter.history.discardDerivedData()
    interpreter.session.samples?.discardDerived()
    defer { interpreter.session.samples?.restoreDerived() }
    try change()
  }

  private func draw(_ cloud: PointCloud, _ size: Expression, _ noise: Expression, _ interpreter: Interpreter) throws {
    let count = try interpreter.whole(size, "the number of samples", in: 1...10_000_000)
    let deviation = try interpreter.notNegative(noise, "the noise level")
    guard deviation <= PointCloud.largestNoise else { throw Fault(SampleSetError.noise.wording, at: noise.range) }
    try interpreter.require(numbers: 8 * count, at: size.range)
    var random = interpreter.session.random
    let samples = try mapped(size.range) { () throws(SampleSetError) in
      try SampleSet.points(cloud, count: count, noise: deviation, random: &random)
    }
    interpreter.session.random = random
    interpreter.session.replaceSamples(samples)
  }

  private func normalize(_ scaling: Scaling, _ bounds: [Expression], _ interpreter: Interpreter) throws {
    var samples = try present(interpreter)
    switch scaling {
    case .off: samples.removeNormalization()
    case .zscore: try mapped(range) { () throws(SampleSetError) in try samples.normalize(.zscore) }
    case .minmax:
      let values = try bounds.map { bound throws(Fault) in try interpreter.finiteNumber(bound) }
      try mapped(bounds.first?.range.union(bounds[1].range) ?? range) { () throws(SampleSetError) in
        try samples.normalize(.minmax(low: values.first ?? 0, high: values.last ?? 1))
      }
    }
    interpreter.session.replaceSamples(samples)
  }

  private func split(_ operand: Expression, _ order: Order, _ interpreter: Interpreter) throws {
    var samples = try present(interpreter)
    let fraction = try interpreter.number(operand)
    var random = interpreter.session.random
    try mapped(operand.range) { () throws(SampleSetError) in
      switch order {
      case .given: try samples.split(fraction)
      case .shuffled: try samples.split(fraction, shuffledBy: &random)
      case .sklearn: try samples.split(fraction, testFirstShuffledBy: &random)
      }
    }
    interpreter.session.random = random
    interpreter.session.replaceSamples(samples)
  }

  private func present(_ interpreter: Interpreter) throws(Fault) -> SampleSet {
    guard let samples = interpreter.session.samples, !samples.isEmpty else {
      throw Fault("no data loaded", at: range, help: "data load FILE, or data xor")
    }
    return samples
  }

  private func inMemory(_ command: String, _ interpreter: Interpreter) throws(Fault) -> SampleSet {
    let samples = try present(interpreter)
    try interpreter.session.requireInMemory(samples, for: command, range)
    return samples
  }

  private func mapped<Result>(
    _ range: SourceRange, _ body: () throws(SampleSetError) -> Result
  ) throws(Fault) -> Result {
    let result: Result
    do throws(SampleSetError) {
      result = try body()
    } catch {
      if case .limit(let fault) = error { throw fault }
      try Limits.check(at: range)
      throw Fault(error.wording, at: range)
    }
    // Otherwise it has been abandoned.
    try Limits.check(at: range)
    return result
  }
}
