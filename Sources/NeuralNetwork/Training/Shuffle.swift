/// The order in which the samples of an epoch are presented.
package enum Shuffle: String, Sendable, CaseIterable {
  /// That of the data.
  case off
  /// A new permutation in every epoch: `numpy.random.permutation`.
  case on
  /// The last epoch's order is shuffled further: `random.shuffle` or `numpy.random.shuffle` of the list of samples.
  case inPlace = "in-place"
  /// A new selection of all samples in every epoch: `random.sample(data, len(data))`.
  case sample
  /// As many samples as there are, each drawn from all: `random.choice`, `numpy.random.randint`.
  case withReplacement = "with-replacement"
  /// The same by fractions, `int(random() * count)`: `random.choices`, and what programs without whole random numbers do.
  case byFractions = "by-fractions"
}
