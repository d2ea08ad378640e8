/// The time since its creation, for `train 10 seconds`: the only command whose result depends on the clock.
struct Stopwatch {
  private let start = clockSeconds()

  var seconds: Double { clockSeconds() - start }
}
