import Safety

/// The time since its creation, for `train 10 seconds`: the only command whose result depends on the clock.
struct Stopwatch {
  private let start = Platform.seconds

  var seconds: Double { Platform.seconds - start }
}
