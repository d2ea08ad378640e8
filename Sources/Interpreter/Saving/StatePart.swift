import Expressions
import NeuralNetwork
import WorkedExamples

/// A part of the session that no setting has: how `state` writes it as numbers, and sets it from them.
struct StatePart: Sendable {
  let name: String
  /// The operands' names, in help.
  let operands: String
  let meaning: String
  /// None if a new session has this part.
  let numbers: @Sendable (Session) -> [Double]
  let restore: @Sendable (inout Session, [Double]) throws(Mismatch) -> Void

  /// Numbers that do not fit the session.
  enum Mismatch: Error {
    /// Not as many as there should be.
    case count(Int)
    /// One is not a whole number from 0, or is too large; the index of the first.
    case range(Int)
    /// There is nothing that they could belong to.
    case missing(String)
    /// No generator of the current dialect has such a state.
    case generator
  }

  init(
    _ name: String, _ operands: String, _ meaning: String, _ numbers: @escaping @Sendable (Session) -> [Double],
    _ restore: @escaping @Sendable (inout Session, [Double]) throws(Mismatch) -> Void
  ) {
    (self.name, self.operands, self.meaning) = (name, operands, meaning)
    (self.numbers, self.restore) = (numbers, restore)
  }

  /// In the order in which they are written.
  static let all = network + absent + optimizer + random + training

  /// Before it, there has to be a training.
  static let firstOfTraining = training[0].name

  /// Whether it belongs to a training that has stopped.
  var isOfTraining: Bool { StatePart.namesOfTraining.contains(name) }

  private static let namesOfTraining = Set(training.map(\.name))
}

// MARK: The network

extension StatePart {
  /// - Parameter count: how many numbers there have to be; nil for any.
  private static func ofNetwork(
    _ name: String, _ operands: String, _ meaning: String, count: Int?,
    _ numbers: @escaping @Sendable (NetworkState) -> [Double],
    _ restore: @escaping @Sendable (inout NetworkState, [Double]) throws(Mismatch) -> Void
  ) -> StatePart {
    StatePart(
      name, operands, meaning, { $0.state.map(numbers) ?? [] },
      { (session, values) throws(Mismatch) in
        _ = try parameterCount(session)
        if let count { try require(values, count) }
        guard var state = session.state else { return }
        session.state = nil
        defer { session.state = state }
        try restore(&state, values)
      })
  }

  /// A number for each parameter.
  private static func ofParameters(
    _ name: String, _ meaning: String, _ path: WritableKeyPath<NetworkState, [Double]> & Sendable,
    isWritten: @escaping @Sendable (Network) -> Bool = { _ in true }
  ) -> StatePart {
    ofNetwork(
      name, "VALUE…", meaning, count: nil, { isWritten($0.network) ? $0[keyPath: path] : [] },
      { (state, numbers) throws(Mismatch) in
        try require(numbers, state.network.values.count)
        state[keyPath: path] = numbers
      })
  }

  /// A number that there may be.
  private static func ofSchedule(
    _ name: String, _ operand: String, _ meaning: String, _ path: WritableKeyPath<ScheduleState, Double?> & Sendable
  ) -> StatePart {
    ofNetwork(
      name, operand, meaning, count: 1, { $0.progress.schedule[keyPath: path].map { [$0] } ?? [] },
      { state, numbers in state.progress.schedule[keyPath: path] = numbers[0] })
  }

  private static let network = [
    ofParameters(
      "initial", "the values that reset restores, w1 to the last", \.network.initial,
      isWritten: { network in
        zip(network.values, network.initial).contains { $0.bitPattern != $1.bitPattern }
      }),
    ofParameters(
      "values", "the parameters, where tied ones differ because one is frozen", \.network.values,
      isWritten: { network in
        network.shared.contains { group in
          group.contains { network.values[$0].bitPattern != network.values[group[0]].bitPattern }
        }
      }),
    ofNetwork(
      "progress", "EPOCHS UPDATES", "epochs and updates so far", count: 2,
      { state in
        let progress = state.progress
        return progress.epoch == 0 && progress.updates == 0 ? [] : [Double(progress.epoch), Double(progress.updates)]
      },
      { (state, numbers) throws(Mismatch) in
        (state.progress.epoch, state.progress.updates) = (try whole(numbers, 0), try whole(numbers, 1))
      }),
    ofSchedule("rate", "RATE", "the rate that the schedule has reached", \.rate),
    ofSchedule("loss", "LOSS", "the loss of the last epoch, for schedule and stop", \.previousLoss),
    StatePart(
      "order", "SAMPLE…", "the order of the last epoch, for shuffle in-place; samples count from 0",
      { session in session.state?.progress.schedule.order.map { $0.map(Double.init) } ?? [] },
      { (session, numbers) throws(Mismatch) in
        _ = try parameterCount(session)
        let order = try order(numbers, session.trainingSamples)
        session.state?.progress.schedule.order = order
      }),
    StatePart(
      "next", "SAMPLE", "the sample that forward takes next, from 0",
      { session in session.nextSample == 0 ? [] : [Double(session.nextSample)] },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, 1)
        session.nextSample = try whole(numbers, 0)
      }),
    ofNetwork(
      "measures", "NUMBER…", "the sums behind loss, sse, mse, mae, misclassified and accuracy; the samples",
      count: EpochMeasures.numberCount + 1,
      { state in state.measures.map { $0.numbers + [Double(state.samples)] } ?? [] },
      { (state, numbers) throws(Mismatch) in
        state.measures = try EpochMeasures(numbers)
        state.samples = try whole(numbers, EpochMeasures.numberCount)
      }),
    StatePart(
      "curve", "STEP EPOCH LOSS…", "the loss curve, and the epochs between its points",
      { session in session.curve.numbers },
      { (session, numbers) throws(Mismatch) in
        _ = try parameterCount(session)
        guard let curve = LossCurve(numbers) else { throw .count(numbers.count + 1) }
        session.curve = curve
      }),
  ]
}

// MARK: Layers that the network does not have

extension StatePart {
  /// Their settings, which another network may have again.
  private static let absent = [
    StatePart(
      "layer-rates", "LAYER RATE…", "the rates of layers that the network does not have; the inputs are layer 0",
      { session in
        session.settings.plan.rule.layerRates.sorted { $0.key < $1.key }.filter { $0.key > session.lastLayer }
          .flatMap { [Double($0.key), $0.value] }
      },
      { (session, numbers) throws(Mismatch) in
        for (index, layer) in try layers(numbers, every: 2, after: session.lastLayer) {
          guard numbers[index + 1] >= 0 else { throw .range(index + 1) }
          session.settings.plan.rule.layerRates[layer] = numbers[index + 1]
        }
      }),
    StatePart(
      "layer-dropout", "LAYER NUMBER HIGH…",
      "their dropout probabilities; whether high random numbers drop, 0 or 1",
      { session in
        session.settings.plan.dropout.sorted { $0.key < $1.key }.filter { $0.key >= session.lastLayer }
          .flatMap { [Double($0.key), $0.value, session.settings.plan.dropsHigh.contains($0.key) ? 1 : 0] }
      },
      { (session, numbers) throws(Mismatch) in
        for (index, layer) in try layers(numbers, every: 3, after: session.lastLayer - 1) {
          guard 0..<1 ~= numbers[index + 1] else { throw .range(index + 1) }
          session.settings.plan.dropout[layer] = numbers[index + 1]
          if try whole(numbers, index + 2, below: 2) == 1 { session.settings.plan.dropsHigh.insert(layer) }
        }
      }),
  ]

  /// The layers at every second or third number, with their places.
  private static func layers(
    _ numbers: [Double], every step: Int, after last: Int
  ) throws(Mismatch) -> [(index: Int, layer: Int)] {
    guard !numbers.isEmpty, numbers.count.isMultiple(of: step) else { throw .count(step) }
    var layers: [(index: Int, layer: Int)] = []
    for index in stride(from: 0, to: numbers.count, by: step) {
      layers.append((index, try whole(numbers, index)))
      guard layers[layers.count - 1].layer > last else { throw .range(index) }
    }
    return layers
  }
}

extension Session {
  /// The output layer; 0 without a network.
  fileprivate var lastLayer: Int { state?.network.topology.outputLayer ?? 0 }
}

// MARK: The optimizer

extension StatePart {
  private static let optimizer = [
    ofNetwork(
      "optimizer", "UPDATES FACTOR FACTOR", "the optimizer's updates, and the powers of its factors", count: 3,
      { state in
        let state = state.optimizerState
        return state == OptimizerState() ? [] : [Double(state.updates), state.powers.x, state.powers.y]
      },
      { (state, numbers) throws(Mismatch) in
        state.optimizerState.updates = try whole(numbers, 0)
        state.optimizerState.powers = SIMD2(numbers[1], numbers[2])
      }),
    ofParameters("first", "the first number that the optimizer keeps for each parameter", \.optimizerState.first),
    ofParameters("second", "the second number that it keeps", \.optimizerState.second),
    ofNetwork(
      "population", "VALUE…", "the parameters of each individual of the genetic optimizer, the best first", count: nil,
      { $0.optimizerState.population.flatMap { $0 } },
      { (state, numbers) throws(Mismatch) in
        let parameters = state.network.values.count
        guard !numbers.isEmpty, numbers.count.isMultiple(of: parameters) else { throw .count(parameters) }
        state.optimizerState.population = stride(from: 0, to: numbers.count, by: parameters).map {
          Array(numbers[$0..<$0 + parameters])
        }
      }),
  ]

  private static let random = [
    StatePart(
      "random", "WORD…", "the state of the random number generator",
      { session in session.isRandomUntouched ? [] : session.random.words.map(Double.init) },
      { (session, numbers) throws(Mismatch) in
        var words: [UInt32] = []
        for index in numbers.indices { words.append(UInt32(try whole(numbers, index, below: 1 << 32))) }
        guard session.random.restore(words) else { throw .generator }
      })
  ]
}

// MARK: Checks

extension StatePart {
  static func require(_ numbers: [Double], _ count: Int) throws(Mismatch) {
    guard numbers.count == count else { throw .count(count) }
  }

  static func parameterCount(_ session: Session) throws(Mismatch) -> Int {
    guard let count = session.state?.network.values.count else { throw .missing("there is no network yet") }
    return count
  }

  static func whole(_ numbers: [Double], _ index: Int, below bound: Int = 1 << 52) throws(Mismatch) -> Int {
    guard let whole = Int(exactly: numbers[index]), 0..<bound ~= whole else { throw .range(index) }
    return whole
  }

  /// The order of this many samples.
  static func order(_ numbers: [Double], _ samples: Int) throws(Mismatch) -> [Int] {
    try require(numbers, samples)
    var order: [Int] = []
    for index in numbers.indices { order.append(try whole(numbers, index, below: samples)) }
    return order
  }
}

extension Session {
  /// Whether nothing has been drawn since the seed was set.
  fileprivate var isRandomUntouched: Bool {
    let words = self.seed.split(separator: " ")
    let dialect = words.count > 1 ? RandomDialect.allCases.first { $0.rawValue == words[1] } : .numpy
    guard let seed = Double(words[0]), let dialect else { return false }
    return self.random
      == (try? RandomNumbers(seed: UInt64(seed.magnitude), isNegative: seed < 0, dialect: dialect))
  }

  /// The samples that a training takes: those of the data, or of the built-in table.
  fileprivate var trainingSamples: Int {
    guard let samples = self.samples, !samples.isEmpty else { return 4 }
    return samples.trainingCount
  }
}
