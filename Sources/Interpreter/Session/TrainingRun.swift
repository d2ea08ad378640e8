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
  /// Whether it has been interrupted before it was continued.
  var wasInterrupted = false
  /// The progress when the command started.
  let start: TrainingProgress
  /// The loss so far, of earlier trainings too.
  var curve: LossCurve
  /// The training when the command started, if it is short.
  private(set) var beginning: Training?

  enum Goal: Sendable {
    /// The last epoch, counted from the network's first.
    case epoch(Int)
    case update(Int)
    case seconds(Double)
  }

  /// - Parameter start: the progress when the command started; nil for that of the training.
  init(
    _ training: Training, _ goal: Goal, until: Expression?, curve: LossCurve, start: TrainingProgress? = nil
  ) {
    self.curve = curve
    self.training = training
    self.goal = goal
    self.until = until
    self.start = start ?? training.progress
    beginning = start == nil && TrainingRun.isShort(training, goal) ? training : nil
  }

  package var isOver: Bool {
    if isEnded { return true }
    return switch goal {
    case .epoch(let last): training.progress.epoch >= last
    case .update(let last): training.progress.updates >= last
    case .seconds(let left): left <= 0
    }
  }

  /// The number of epochs to the next point of the loss curve.
  var epochsToNextPoint: Int {
    if beginning != nil { return .max }
    let begun = training.progress.epoch - start.epoch
    return switch goal {
    case .update: .max
    case .seconds: max(1, begun / 16)
    case .epoch(let last): LossCurve.epochsToNextPoint(begun, of: last - start.epoch)
    }
  }

  /// Adds what has been reached to the loss curve, when the training ends or is interrupted.
  mutating func completeCurve() {
    let epoch = training.progress.epoch
    if let loss = training.last?.loss, epoch > start.epoch { curve.append(loss, epoch: epoch) }
    guard let beginning else { return }
    curve.append(beginning, to: epoch)
    self.beginning = nil
  }

  /// Whether measuring points on the way would take a noticeable part of the time: each costs as much as some thousand
  /// presentations of a small network.
  private static func isShort(_ training: Training, _ goal: Goal) -> Bool {
    let presentations: Double =
      switch goal {
      case .epoch(let last): Double(last - training.progress.epoch) * Double(training.data.count)
      case .update(let last):
        Double(last - training.progress.updates) * Double(training.plan.batch ?? training.data.count)
      case .seconds: .infinity
      }
    let parameters = training.network.values.count
    return training.steps == nil && parameters <= 10_000 && presentations * Double(parameters) < 2e7
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
