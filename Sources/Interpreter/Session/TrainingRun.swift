import Expressions
import NeuralNetwork

/// A training and what it is to reach: what an interrupt leaves to `continue`.
package struct TrainingRun: Sendable {
  package var training: Training
  var goal: Goal
  /// A condition that ends it, looked at after each epoch.
  var until: Expression?
  /// Whether a condition or a rule has ended it for good.
  var isEnded = false
  /// The progress when the command began.
  let start: TrainingProgress

  enum Goal: Sendable {
    /// The epoch, counted from the network's first, that ends it.
    case epoch(Int)
    case update(Int)
    case seconds(Double)
  }

  init(_ training: Training, _ goal: Goal, until: Expression?) {
    self.training = training
    self.goal = goal
    self.until = until
    start = training.progress
  }

  package var isOver: Bool {
    if isEnded { return true }
    return switch goal {
    case .epoch(let last): training.progress.epoch >= last
    case .update(let last): training.progress.updates >= last
    case .seconds(let left): left <= 0
    }
  }

  /// `2000 epochs, 8000 updates`: since the command began.
  var extent: String {
    let epochs = training.progress.epoch - start.epoch
    let updates = training.progress.updates - start.updates
    return "\(counted(epochs, "epoch")), \(counted(updates, "update"))"
  }
}

func counted(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }
