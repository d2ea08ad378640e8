import Expressions
import NeuralNetwork
import WorkedExamples

/// Everything that commands change: a value, so that undo is keeping the old one.
///
/// It is one reference, copied where it changes while others hold it; its parts are such references again, and read and
/// write as if they stood here.
@dynamicMemberLookup
package struct Session: Sendable {
  private var parts = Shared(Parts())

  private struct Parts: Sendable {
    var variables = IdentifierMap<Value>()
    var network = Shared<NetworkState?>(nil)
    var rest = Shared(SessionRest())
  }

  package init() {}

  package var variables: IdentifierMap<Value> {
    _read { yield parts.value.variables }
    _modify { yield &parts.unique.variables }
  }

  package var state: NetworkState? {
    _read { yield parts.value.network.value }
    _modify { yield &parts.unique.network.unique }
  }

  @inline(__always)
  package subscript<Part>(dynamicMember part: WritableKeyPath<SessionRest, Part>) -> Part {
    get { parts.value.rest.value[keyPath: part] }
    _modify { yield &parts.unique.rest.unique[keyPath: part] }
  }

  var isWatching: Bool { !parts.value.rest.value.watched.isEmpty }
}

/// A value in a box, copied where it changes while others hold it.
private struct Shared<Content: Sendable>: Sendable {
  private final class Box: @unchecked Sendable {
    var content: Content

    init(_ content: Content) { self.content = content }
  }

  private var box: Box

  init(_ content: Content) { box = Box(content) }

  var value: Content {
    _read { yield box.content }
  }

  /// The value to change it.
  var unique: Content {
    _read { yield box.content }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.content) }
      yield &box.content
    }
  }
}

/// The parts of a session but the network's state and the variables.
package struct SessionRest: Sendable {
  package var samples: SampleSet?
  /// The sample that `forward` without operands takes next, and the one in hand.
  package var nextSample = 0
  package var sampleInHand: Int?
  package var settings = Settings()
  /// The article's names and the parts of its lines.
  package var names = Names()
  package var lines = LineSettings()
  /// Decimals instead of doubles in `forward`, `backward` and `update`; nil for the engine's arithmetic.
  package var hand: HandArithmetic?
  package var optimizerState = OptimizerState()
  /// What an interrupt left to `continue`.
  package var training: TrainingRun?
  /// Conditions that stop a running training, and whether NaN and infinity do so instead of failing it.
  package var breaks: [Expression] = []
  package var breaksAtNaN = false
  /// What is printed after every command that changes it.
  package var watched: [Expression] = []
  package var random = RandomNumbers.initial
  package var seed = "0"
  package var functions: [String: UserFunction] = [:]
  package var snapshots: [String: Session] = [:]
  /// A line for every training of this network.
  package var log: [String] = []
  /// What `check` has bound and found so far.
  package var audit = Audit()
}

/// What the setting commands set.
package struct Settings: Sendable {
  package var plan = TrainingPlan()
  /// Epochs between two lines of a training; nil for none.
  package var report: Int?
  /// The first epoch that such a line is printed for; nil for the first multiple.
  package var reportFrom: Int?
  /// What such a line tells; none for the loss.
  package var reported: [Expression] = []
  package var detail: Detail?
  /// Significant digits of what is shown and of equation lines.
  package var digits = 6

  package init() {}

  /// Whether a training prints a line after this epoch.
  func reports(_ epoch: Int) -> Bool {
    guard let report else { return false }
    return (epoch - (reportFrom ?? 0)) % report == 0 && epoch >= reportFrom ?? 0
  }

  /// Epochs until the next one that a line is printed for.
  func epochsToReport(after epoch: Int) -> Int {
    guard let report else { return .max }
    let first = reportFrom ?? report
    return epoch < first ? first - epoch : report - (epoch - first) % report
  }
}

/// How much of a step is printed; nil means full up to 64 connections, brief above.
package enum Detail: String, Sendable, CaseIterable { case full, brief, off }

/// `let f(x) = …`
package struct UserFunction: Sendable {
  package var name: String
  package var parameters: [String]
  package var identifiers: [Identifier]
  package var body: Expression
}
