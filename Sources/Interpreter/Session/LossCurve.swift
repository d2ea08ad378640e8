import Expressions
import NeuralNetwork

/// The loss over the epochs of a network since its weights were initialized: a bounded number of points.
///
/// A long training is measured at some points on the way. A short one would lose time to that: it keeps how it began,
/// and is repeated when the curve is asked for.
package struct LossCurve: Sendable {
  package struct Point: Sendable, Equatable {
    package let epoch: Int
    package let loss: Double
  }

  package private(set) var points: [Point] = []
  /// The smallest number of epochs between two points, doubled whenever there are too many.
  private var step = 1
  /// The newest loss, if it is not among the points.
  private var latest: Point?

  /// A short training: as it began, and the epochs it made.
  private struct Repeatable: Sendable {
    let start: Training
    let last: Int
  }

  private var repeatable: [Repeatable] = []
  private static let repeatableLimit = 8

  static let limit = 256
  /// The number of points that a long training asks for.
  static let pointsOfTraining = 64

  mutating func append(_ loss: Double, epoch: Int) {
    let point = Point(epoch: epoch, loss: loss)
    guard let last = points.last else { return points.append(point) }
    guard epoch > last.epoch else { return }
    latest = point
    guard epoch - last.epoch >= step else { return }
    latest = nil
    points.append(point)
    guard points.count > LossCurve.limit else { return }
    step *= 2
    points = points.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    if points.last != point { latest = point }
  }

  /// Keeps how a short training began, which has reached `last` epochs.
  mutating func append(_ start: Training, to last: Int) {
    guard last - start.progress.epoch > 2 else { return }
    repeatable.append(Repeatable(start: start, last: last))
    if repeatable.count > LossCurve.repeatableLimit { repeatable.removeFirst() }
  }

  /// The points measured, with the newest loss as the last.
  var measured: [Point] { points + (latest.map { [$0] } ?? []) }

  /// The points, those of short trainings included; they are repeated unless `interrupted`.
  package func all(interrupted: () -> Bool = { false }) -> [Point] {
    var found = measured
    for short in repeatable {
      var training = short.start
      while training.progress.epoch < short.last, !interrupted() {
        let begun = training.progress.epoch - short.start.progress.epoch
        let step = LossCurve.epochsToNextPoint(begun, of: short.last - short.start.progress.epoch)
        let left = short.last - training.progress.epoch
        guard training.runEpochs(min(step, left), interrupted: interrupted) == .finished, let loss = training.last?.loss
        else {
          break
        }
        found.append(Point(epoch: training.progress.epoch, loss: loss))
      }
    }
    found.sort { $0.epoch < $1.epoch }
    return found.enumerated().filter { $0.offset == 0 || $0.element.epoch != found[$0.offset - 1].epoch }.map(\.element)
  }

  /// The number of epochs from this one to the next point of a training: at first each twice as far as the one before,
  /// as the loss changes most at the beginning.
  static func epochsToNextPoint(_ begun: Int, of total: Int) -> Int {
    let part = max(1, total / pointsOfTraining)
    guard begun < part else { return part - begun % part }
    var next = 1
    while next <= begun { next *= 2 }
    return min(next, part) - begun
  }
}

// MARK: Saving

extension LossCurve {
  /// The epochs between two points, then epoch and loss of each; none without points.
  ///
  /// Short trainings are repeated, and are points like others from then on.
  var numbers: [Double] {
    let finite = all { Limits.isReached }.filter(\.loss.isFinite)
    return finite.isEmpty ? [] : [Double(step)] + finite.flatMap { [Double($0.epoch), $0.loss] }
  }

  /// nil if numbers are missing or do not make a curve.
  init?(_ numbers: [Double]) {
    guard let first = numbers.first, let step = Int(exactly: first), step > 0, numbers.count % 2 == 1 else {
      return nil
    }
    self.step = step
    for index in stride(from: 1, to: numbers.count, by: 2) {
      guard let epoch = Int(exactly: numbers[index]), epoch > points.last?.epoch ?? -1 else { return nil }
      points.append(Point(epoch: epoch, loss: numbers[index + 1]))
    }
  }
}

extension Session {
  /// The points of the loss curve. Throws if there has been no training of the network.
  func lossPoints(at range: SourceRange, isInterrupted: () -> Bool) throws(Fault) -> [LossCurve.Point] {
    let points = self.curve.all(interrupted: isInterrupted)
    guard !points.isEmpty else { throw Fault("no training of this network yet", at: range, help: "train 1000") }
    return points
  }
}
