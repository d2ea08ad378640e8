/// A stream of random numbers that reproduces a library's, bit for bit.
///
/// A value: a copy continues with the same numbers as the original.
package struct RandomNumbers: Sendable, Equatable {
  /// The stream of a session without a seed: numpy's with seed 0.
  package static let initial = RandomNumbers(source: NumpyRandom(seed: 0))

  private var source: any RandomSource

  private init(source: any RandomSource) { self.source = source }

  /// The stream of the given seed, or of −`seed` if `isNegative`. Throws `RandomError.seedOutOfRange`.
  package init(seed: UInt64, isNegative: Bool = false, dialect: RandomDialect) throws(RandomError) {
    source = try dialect.source(seed: seed, isNegative: isNegative)
  }

  package static func == (left: RandomNumbers, right: RandomNumbers) -> Bool { left.source.equals(right.source) }

  /// The state that the numbers drawn so far have led to.
  package var words: [UInt32] {
    var (source, words) = (source, GeneratorWords())
    source.transfer(&words)
    return words.words
  }

  /// Replaces the state by one of the same dialect; false, with nothing changed, if it is not a valid one.
  package mutating func restore(_ words: [UInt32]) -> Bool {
    var (restored, reader) = (source, GeneratorWords(reading: words))
    restored.transfer(&reader)
    guard reader.isComplete else { return false }
    source = restored
    return true
  }

  /// The next word of the generator: 32 bits, or as many as the library's has.
  package mutating func word() -> UInt32 { source.word() }

  /// A uniform number from 0 to 1: `numpy.random.rand`, `random.random`, `torch.rand`, `nextDouble`, `runif`.
  package mutating func uniform() -> Double { source.uniform() }

  /// A uniform number from `low` to `high`: `low` + (`high` − `low`) · `uniform()`, in float32 for the dialect torch.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double { source.uniform(low, high) }

  /// A normally distributed number: `numpy.random.normal`, `random.gauss`, an element of a small `torch.randn`.
  package mutating func normal(_ mean: Double = 0, _ deviation: Double = 1) -> Double {
    source.normal(mean, deviation)
  }

  /// `count` normally distributed numbers, drawn as one array or tensor.
  package mutating func normals(_ count: Int, _ mean: Double = 0, _ deviation: Double = 1) -> [Double] {
    count > 0 ? source.normals(count, mean, deviation) : []
  }

  /// A whole number from 0 to `bound` − 1: `numpy.random.randint`, `random.randrange`, `torch.randint`, `nextInt`.
  ///
  /// A bound below 1 gives 0 and draws nothing; so does a bound of 1 in numpy's dialects.
  package mutating func integer(below bound: Int) -> Int { bound > 0 ? source.integer(below: bound) : 0 }

  /// Shuffles the elements: `numpy.random.shuffle`, `random.shuffle`, indexing by `torch.randperm`.
  package mutating func shuffle<Element>(_ array: inout [Element]) {
    if array.count > 1 { source.shuffle(&array) }
  }

  /// The numbers 0 … `count` − 1 drawn without replacement: `random.sample`, `numpy.random.choice(…, replace=False)`.
  package mutating func sample(_ count: Int) -> [Int] { count > 0 ? source.sample(count) : [] }

  /// The numbers 0 … `count` − 1 in random order.
  package mutating func permutation(_ count: Int) -> [Int] { count > 0 ? source.permutation(count) : [] }

  /// The numbers 0 … `count` − 1 in the order in which an epoch of torch's `DataLoader(shuffle=True)` takes them; in
  /// the other dialects a permutation.
  package mutating func loaderOrder(_ count: Int) -> [Int] { count > 0 ? source.loaderOrder(count) : [] }
}
