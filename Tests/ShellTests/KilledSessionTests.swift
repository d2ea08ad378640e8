import Glibc
import TestSupport
import Testing

/// A process that trains and saves by turns is killed at some point; another one goes on from its file.
@Suite("Sessions of killed processes")
struct KilledSessionTests {
  /// Every optimizer, and between them every schedule.
  static let settings = [
    "optimizer sgd; schedule constant", "optimizer momentum 0.8; schedule halve-on-rise after 2",
    "optimizer momentum 0.8 last-gradient; schedule step 3 0.5", "optimizer nesterov; schedule exponential 0.9",
    "optimizer adagrad; schedule cosine 100", "optimizer adadelta; schedule step 2 0.9",
    "optimizer rmsprop; rate 0.01; schedule exponential 0.99", "optimizer rmsprop 0.9 tensorflow; rate 0.01",
    "optimizer adam; rate 0.01; schedule cosine 50", "optimizer adam keras; rate 0.01; schedule halve-on-rise",
    "optimizer adamw; rate 0.01; schedule linear 40", "optimizer nadam; rate 0.01; schedule step 5 0.3",
    "optimizer rprop; batch all", "optimizer rprop rest; batch all; schedule inverse-time 0.1",
    "optimizer quickprop; batch all; rate 0.1",
    "optimizer genetic 10",
  ]

  @Test("the same digest and the same continuation, whenever it was killed", arguments: settings.indices)
  func killed(_ index: Int) throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/s.nn"
    let isGenetic = Self.settings[index].contains("genetic")
    let setup =
      "seed 5; net 2 3 1; init normal 0 1; data moons 12 0.2; shuffle on; \(isGenetic ? "" : "dropout h 0.1; ")"
      + Self.settings[index]
    // Later for one than for another: somewhere in a training, or in a save.
    let delay = "0.0\(index * 37 % 97 + 10)"
    let script = """
      "$0" -q -c "\(setup); repeat 100000 { train 1; save \(file) }" &
      while [ ! -e "\(file)" ]; do sleep 0.01; done
      sleep \(delay); kill -9 $!; wait $!
      """
    let run = try ProcessRun("/bin/sh", ["-c", script, PseudoTerminal.productsDirectory + "/nnsh"])
    #expect(run.exit == .signal(SIGKILL) || run.exit == .code(128 + SIGKILL), "\(run.errors)")
    let loaded = try nnsh(["-q", "-c", "load \(file); print epoch; digest; train 5; digest"])
    #expect(loaded.exit == .code(0), "\(loaded.errors)")
    let epochs = try #require(loaded.output.split(separator: "\n").first)
    let whole = try nnsh([
      "-q", "-c", "\(setup); repeat \(epochs) { train 1 }; print epoch; digest; train 5; digest",
    ])
    #expect(loaded.output == whole.output)
  }
}
