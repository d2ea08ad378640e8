import Expressions

// Changes of data, each of which keeps the inputs as given.

extension SampleSet {
  /// Adds a sample to the end of the training part, its inputs before normalization.
  ///
  /// Learns the current normalization again. Throws `inputCount`, `targetCount`, `notFinite` and
  /// what `normalize` throws.
  package mutating func add(inputs added: [Double], targets addedTargets: [Double]) throws(SampleSetError) {
    guard added.count == inputCount, inputCount > 0 else {
      throw .inputCount(expected: inputCount, found: added.count)
    }
    guard addedTargets.count == targetCount, targetCount > 0 else {
      throw .targetCount(expected: targetCount, found: addedTargets.count)
    }
    guard added.allSatisfy(\.isFinite), addedTargets.allSatisfy(\.isFinite) else { throw .notFinite }
    var changed = self
    changed.insert(added, addedTargets)
    if let method = normalization?.method { try changed.normalize(method) }
    self = changed
  }

  private mutating func insert(_ added: [Double], _ addedTargets: [Double]) {
    derived = nil
    if order == nil {
      given.insert(contentsOf: added, at: trainingCount * inputCount)
    } else {
      let row = count
      order?.insert(row, at: trainingCount)
      given += added
    }
    targets.insert(contentsOf: addedTargets, at: trainingCount * targetCount)
    trainingCount += 1
    restoreDerived()
  }

  /// Makes the first `fraction` of the samples the training part and the rest the test part, after shuffling all of
  /// them if `random` is given.
  ///
  /// The training part has `fraction` · count samples, rounded down but not below one. The current normalization
  /// is learned again from it. A fraction of 1 joins the parts. Throws `empty` and `fraction`.
  package mutating func split(
    _ fraction: Double, shuffledBy random: inout RandomNumbers
  ) throws(SampleSetError) {
    var drawn = random
    let permutation = drawn.permutation(count)
    try split(fraction, order: composed(permutation))
    targets = Self.reordered(targets, targetCount, permutation)
    random = drawn
  }

  /// Like `split(_:shuffledBy:)`, but the test part is the beginning of the permutation, as scikit-learn's
  /// `train_test_split` has it for the same seed.
  package mutating func split(
    _ fraction: Double, testFirstShuffledBy random: inout RandomNumbers
  ) throws(SampleSetError) {
    var drawn = random
    var changed = self
    try changed.split(fraction)
    let order = drawn.permutation(count)
    let tests = changed.testCount
    changed.reorder(Array(order[tests...] + order[..<tests]))
    if let method = changed.normalization?.method { try changed.normalize(method) }
    self = changed
    random = drawn
  }

  /// Makes the first `fraction` of the samples the training part, without shuffling.
  package mutating func split(_ fraction: Double) throws(SampleSetError) { try split(fraction, order: order) }

  private mutating func split(_ fraction: Double, order: [Int]?) throws(SampleSetError) {
    guard !isEmpty else { throw .empty }
    guard fraction > 0, fraction <= 1 else { throw .fraction }
    // The product may round to just below a whole number; the tolerance corrects that.
    let trainingCount = min(count, max(1, Int(fraction * Double(count) * (1 + 0x1p-48))))
    if let method = normalization?.method {
      normalization = try Normalization(method, learnedOn: given, order, rows: trainingCount, columns: inputCount)
      derived = nil
    }
    if order != self.order { derived = nil }
    self.order = order
    self.trainingCount = trainingCount
    restoreDerived()
  }

  /// Scales every input column by the statistics of the training part.
  ///
  /// Replaces the current normalization rather than adding to it. Throws `empty` and what `Normalization.init` throws.
  package mutating func normalize(_ method: Normalization.Method) throws(SampleSetError) {
    guard !isEmpty else { throw .empty }
    normalization = try Normalization(method, learnedOn: given, order, rows: trainingCount, columns: inputCount)
    derived = nil
    restoreDerived()
  }

  /// Restores the inputs as given.
  package mutating func removeNormalization() {
    guard normalization != nil else { return }
    normalization = nil
    derived = nil
    restoreDerived()
  }

  /// An input vector scaled like the data, as input of the network. Throws `inputCount`.
  package func normalized(_ vector: [Double]) throws(SampleSetError) -> [Double] {
    guard vector.count == inputCount else { throw .inputCount(expected: inputCount, found: vector.count) }
    return normalization?.applied(to: vector) ?? vector
  }

  /// Replaces a target column of class values by one column per class: 1 for the sample's class, 0 for the others.
  ///
  /// Classes are sorted by value and named by its shortest decimal form. Throws `empty`, `oneTargetColumn`,
  /// `tooManyClasses`, `limit`.
  package mutating func encodeOneHot() throws(SampleSetError) {
    guard !isEmpty else { throw .empty }
    guard targetCount == 1 else { throw .oneTargetColumn(found: targetCount) }
    // Adding 0 makes 0 and −0 the same class.
    let values = targets.map { $0 + 0 }
    var distinct: Set<Double> = []
    for (index, value) in values.enumerated() {
      if Limits.isReached(at: index) { break }
      distinct.insert(value)
    }
    let sorted = distinct.sorted()
    guard sorted.count <= Self.classLimit else {
      throw .tooManyClasses(found: sorted.count, limit: Self.classLimit)
    }
    do {
      try Limits.require(numbers: values.count * (sorted.count + 1))
      try Limits.check()
    } catch {
      throw .limit(error)
    }
    let classIndex = Dictionary(uniqueKeysWithValues: zip(sorted, 0...))
    let labels = sorted.map(shortest)
    targets = Self.oneHot(values.map { classIndex[$0] ?? 0 }, classCount: sorted.count)
    targetNames = targetNames.map { names in labels.map { "\(names[0])=\($0)" } }
    targetCount = sorted.count
    classes = labels
  }

  /// Names the columns of inputs and targets. Throws `shape` if there are more names or fewer.
  package mutating func nameColumns(inputs: [String], targets: [String]) throws(SampleSetError) {
    guard inputs.count == inputCount, targets.count == targetCount else { throw .shape }
    (inputNames, targetNames) = (inputs, targets)
  }

  /// Names the class of each target column. Throws `shape` if there are more names or fewer.
  package mutating func nameClasses(_ names: [String]) throws(SampleSetError) {
    guard names.count == targetCount else { throw .shape }
    classes = names
  }

  /// Turns 0 and 1 into −1 and 1, in the inputs, the targets or both. Throws `empty`, `notBinary`.
  package mutating func makeBipolar(inputs changesInputs: Bool, targets changesTargets: Bool) throws(SampleSetError) {
    guard !isEmpty else { throw .empty }
    if changesInputs, let found = given.first(where: { $0 != 0 && $0 != 1 }) { throw .notBinary(found: found) }
    if changesTargets, let found = targets.first(where: { $0 != 0 && $0 != 1 }) { throw .notBinary(found: found) }
    if changesTargets { targets = targets.map { 2 * $0 - 1 } }
    guard changesInputs else { return }
    given = given.map { 2 * $0 - 1 }
    derived = nil
    if let method = normalization?.method { try normalize(method) } else { restoreDerived() }
  }

  /// More classes than this are considered a mistake: a column that does not contain classes.
  package static let classLimit = 1000

  /// The matrix (samples × classes) with 1 at each sample's class, counted from 0.
  static func oneHot(_ classes: [Int], classCount: Int) -> [Double] {
    var matrix = [Double](repeating: 0, count: classes.count * classCount)
    for (sample, index) in classes.enumerated() { matrix[sample * classCount + index] = 1 }
    return matrix
  }

  /// Reorders the samples of both parts; `permutation` counts from 0.
  mutating func reorder(_ permutation: [Int]) {
    order = composed(permutation)
    targets = Self.reordered(targets, targetCount, permutation)
    derived = nil
    restoreDerived()
  }

  /// Adds a number to each input, row by row, and makes the results the given inputs.
  mutating func shiftInputs(by shifts: [Double]) {
    var inputs = inputs
    for (index, shift) in zip(inputs.indices, shifts) { inputs[index] += shift }
    (given, order, derived, normalization) = (inputs, nil, nil, nil)
  }

  private func composed(_ permutation: [Int]) -> [Int] { permutation.map { row in order.map { $0[row] } ?? row } }

  private static func reordered(_ rows: [Double], _ columns: Int, _ order: [Int]) -> [Double] {
    var result: [Double] = []
    result.reserveLargeCapacity(rows.count)
    for (index, row) in order.enumerated() {
      if Limits.isReached(at: index) { return rows }
      result += rows[row * columns..<(row + 1) * columns]
    }
    return result
  }
}
