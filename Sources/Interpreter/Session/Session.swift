import Expressions
import NeuralNetwork
import WorkedExamples

/// Everything that commands change: a value, so that undo keeps the old one.
///
/// Copy-on-write, and so is each of its parts, whose properties are read and written as if they were properties of the
/// session.
@dynamicMemberLookup
package struct Session: Sendable {
  private var parts = Shared(Parts())

  private struct Parts: Sendable {
    var variables = IdentifierMap<Value>()
    var network = Shared<NetworkState?>(nil)
    /// What is to be changed in the network before it is looked at.
    var changes: ConnectionChanges?
    /// Apart from the rest, which a line of a hand calculation does not change.
    var audit = Shared(Audit())
    var rest = Shared(SessionRest())
  }

  package init() {}

  package var variables: IdentifierMap<Value> {
    @inline(__always) _read { yield parts.value.variables }
    @inline(__always) _modify { yield &parts.unique.variables }
  }

  package var state: NetworkState? {
    @inline(__always) _read {
      if let changes = parts.value.changes { yield changes.state.value } else { yield parts.value.network.value }
    }
    @inline(__always) _modify {
      if let changes = parts.value.changes {
        parts.unique.network = changes.state
        parts.unique.changes = nil
      }
      yield &parts.unique.network.unique
    }
  }

  /// The topology; nil without a network.
  var topology: Topology? { shared.value?.network.topology }

  /// Whether parameters of the network are tied.
  var hasTiedParameters: Bool { shared.value?.network.shared.isEmpty == false }

  /// The state in its box, of which a part is read without a copy of the whole.
  private var shared: Shared<NetworkState?> { parts.value.changes?.state ?? parts.value.network }

  /// The topology of which only the units count, as connections may have changed; nil without a network.
  var units: Topology? { parts.value.network.value?.network.topology }

  /// Changes connections when the network is looked at. Throws as `ConnectionChanges`.
  mutating func change(_ pairs: [UnitPair], weight: Double?) throws(StructureError) {
    let changes = parts.value.changes ?? ConnectionChanges(parts.value.network)
    parts.unique.changes = try changes.adding(pairs, weight: weight)
  }

  var hasChangedConnections: Bool { parts.value.changes != nil }

  /// The names and results of `check` so far.
  package var audit: Audit {
    _read { yield parts.value.audit.value }
    _modify { yield &parts.unique.audit.unique }
  }

  @inline(__always)
  package subscript<Part>(dynamicMember part: WritableKeyPath<SessionRest, Part>) -> Part {
    _read { yield parts.value.rest.value[keyPath: part] }
    _modify { yield &parts.unique.rest.unique[keyPath: part] }
  }

  /// Whether functions are defined or have names of an article.
  var hasOwnFunctions: Bool {
    !parts.value.rest.value.functions.isEmpty || !parts.value.rest.value.names.functionNames.isEmpty
  }

  /// The parameter of a plain name `w7`, if no article's name can be meant.
  func parameter(numbered name: Name) -> Int? {
    guard name.isPlain, parts.value.rest.value.names.isEmpty else { return nil }
    var base = name.base
    let number = base.withUTF8 { bytes -> Int? in
      guard bytes.count > 1, bytes.count < 18, bytes[0] == UInt8(ascii: "w") else { return nil }
      var number = 0
      for byte in bytes.dropFirst() {
        guard isDigit(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      return number
    }
    guard let number, number > 0, number <= parameterCount else { return nil }
    return number - 1
  }

  /// The number of parameters; 0 without a network.
  var parameterCount: Int {
    parts.value.changes?.parameterCount ?? parts.value.network.value?.network.values.count ?? 0
  }

  /// Whether there is an interrupted training.
  var hasTraining: Bool { parts.value.rest.value.hasTraining }

  var isWatching: Bool { !parts.value.rest.value.watched.isEmpty }
}

/// The parts of a session other than the network's state and the variables.
package struct SessionRest: Sendable {
  package var samples: SampleSet?
  /// The index of the sample that `forward` without operands takes next.
  package var nextSample = 0
  package var settings = Settings()
  /// The names of an article and the terms of its lines.
  package var names = Names()
  package var lines = LineSettings()
  /// Decimals instead of doubles in `forward`, `backward` and `update`; nil for the engine's arithmetic.
  package var hand: HandArithmetic?
  /// The interrupted training that `continue` resumes.
  package var training: TrainingRun? {
    get { trainingBox?.value }
    set { trainingBox = newValue.map(Shared.init) }
  }
  /// Apart from the rest, as it is large and there is rarely one.
  private var trainingBox: Shared<TrainingRun>?
  var hasTraining: Bool { trainingBox != nil }
  /// Conditions that pause a training, and whether NaN and infinity pause it too instead of failing it.
  package var breaks: [Expression] = []
  package var breaksAtNaN = false
  /// Values that are printed after every command that changes them.
  package var watched: [Expression] = []
  package var random = RandomNumbers.initial
  package var seed = "0"
  package var functions: [String: UserFunction] = [:]
  package var snapshots: [String: Session] = [:]
  package var log = TrainingLog()
  /// The loss of the trainings of the network.
  package var curve = LossCurve()
}

/// The settings.
package struct Settings: Sendable {
  package var plan = TrainingPlan()
  /// The epochs between two progress lines of a training; nil for no lines.
  package var report: Int?
  /// The first epoch with a progress line; nil for the first multiple of `report`.
  package var reportFrom: Int?
  /// The values in a progress line; the loss if empty.
  package var reported: [Expression] = []
  /// The columns of the table with a row for each sample of a training; nil for no table.
  package var sampleColumns: [SampleColumn]?
  package var detail: Detail?
  /// Significant digits of values and equation lines.
  package var digits = 6

  package init() {}

  /// Whether a training prints a progress line after this epoch.
  func reports(_ epoch: Int) -> Bool {
    guard let report else { return false }
    return (epoch - (reportFrom ?? 0)) % report == 0 && epoch >= reportFrom ?? 0
  }

  /// The number of epochs until the next progress line.
  func epochsToReport(after epoch: Int) -> Int {
    guard let report else { return .max }
    let first = reportFrom ?? report
    return epoch < first ? first - epoch : report - (epoch - first) % report
  }
}

/// How much of a step is printed; by default full up to 64 connections and brief above.
package enum Detail: String, Sendable, CaseIterable { case full, brief, off }

/// `let f(x) = …`
package struct UserFunction: Sendable {
  package var name: String
  package var parameters: [String]
  package var identifiers: [Identifier]
  package var body: Expression
}
