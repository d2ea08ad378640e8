/// The order in which the samples of an epoch are presented.
package enum Shuffle: String, Sendable, CaseIterable {
  /// The order of the data.
  case off
  /// A new permutation in every epoch: `numpy.random.permutation`.
  case on
  /// The order of the last epoch, shuffled again: `random.shuffle` or `numpy.random.shuffle` of the list of samples.
  case inPlace = "in-place"
  /// A new selection of all samples in every epoch: `random.sample(data, len(data))`.
  case sample
  /// As many draws with replacement as there are samples: `random.choice`, `numpy.random.randint`.
  case withReplacement = "with-replacement"
  /// With replacement, by `int(random() * count)`: `random.choices`, and programs without random integers.
  case byFractions = "by-fractions"
  /// A new permutation in every epoch by programs without random integers: each position in turn is exchanged with
  /// itself or a later one, `int(random() * (those left))`.
  case forward
  /// A new order in every epoch as torch's `DataLoader(shuffle=True)` draws it.
  case dataLoader = "data-loader"
}
