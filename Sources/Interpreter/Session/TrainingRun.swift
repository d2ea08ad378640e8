import Expressions
import NeuralNetwork

/// A training and its goal, which `continue` resumes after an interrupt.
package struct TrainingRun: Sendable {
  package var training: Training
  var goal: Goal
  /// A condition that ends it, checked after each epoch.
  var until: Expression?
  /// Whether a condition or a stopping rule has ended it.
  var isEnded = false
  /// The progress when the command started.
  let start: TrainingProgress

  enum Goal: Sendable {
    /// The last epoch, counted from the network's first.
    case epoch(Int)
    case update(Int)
    case seconds(Double)
  }

  /// - Parameter start: the progress when the command started; nil for that of the training.
  init(_ training: Training, _ goal: Goal, until: Expression?, start: TrainingProgress? = nil) {
    self.training = training
    self.goal = goal
    self.until = until
    self.start = start ?? training.progress
  }

  package var isOver: Bool {
    if isEnded { return true }
    return switch goal {
    case .epoch(let last): training.progress.epoch >= last
    case .update(let last): training.progress.updates >= last
    case .seconds(let left): left <= 0
    }
  }

  /// `2000 epochs, 8000 updates`: since the command started.
  var extent: String {
    let epochs = training.progress.epoch - start.epoch
    let updates = training.progress.updates - start.updates
    return "\(counted(epochs, "epoch")), \(counted(updates, "update"))"
  }
}

/// `1 epoch`, `2 epochs`.
package func counted(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }
