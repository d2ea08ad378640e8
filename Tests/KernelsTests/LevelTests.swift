import Glibc
import Kernels
import Testing

/// An instruction set that kernels are compiled for.
struct Level: CustomTestStringConvertible, Sendable {
  var name: String
  var kernels: nn_level
  var testDescription: String { name }

  /// The levels that this processor supports.
  static let supported = [
    Level(name: "baseline", kernels: nn_level_baseline), Level(name: "avx2", kernels: nn_level_avx2),
    Level(name: "avx512", kernels: nn_level_avx512),
  ].filter { $0.kernels.rawValue <= nn_highest_level().rawValue }
}

@Suite("Levels")
struct LevelTests {
  @Test("The supported levels match the processor flags that the system reports")
  func supported() throws {
    print("Kernels run at the levels \(Level.supported.map(\.name).joined(separator: ", ")).")
    guard let features = Self.features() else { return }
    let expected = [
      "baseline": true, "avx2": features.isSuperset(of: ["avx2", "fma"]),
      "avx512": features.isSuperset(of: ["avx2", "fma", "avx512f", "avx512dq", "avx512vl", "avx512bw"]),
    ]
    #expect(Set(Level.supported.map(\.name)) == Set(expected.filter(\.value).keys))
  }

  /// The flags in /proc/cpuinfo; nil if there are none.
  private static func features() -> Set<Substring>? {
    guard let file = fopen("/proc/cpuinfo", "r") else { return nil }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line {
      let words = String(cString: line).split(whereSeparator: \.isWhitespace)
      if words.first == "flags" { return Set(words.dropFirst()) }
    }
    return nil
  }

  /// In a separate process, as the level is process-wide.
  @Test("Functions give the same bits at every level")
  func functions() async {
    await #expect(processExitsWith: .success) {
      nn_set_level(nn_level_baseline)
      let baseline = functionValues()
      for level in Level.supported {
        nn_set_level(level.kernels)
        #expect(functionValues() == baseline, "\(level.name)")
      }
    }
  }
}

private func functionValues() -> [UInt64] {
  var bits: [UInt64] = []
  for x in points(-50...50, count: 1_000) {
    for function in [nn_exp, nn_log, nn_sin, nn_cos, nn_tanh, nn_erf, nn_textbook_exp] {
      bits.append(function(x).isNaN ? 0 : function(x).bitPattern)
    }
    for kind in Run.unitActivations {
      bits.append(UInt64(nn_activatef(kind, Float(x)).bitPattern))
      bits.append(nn_activate(kind, x).bitPattern)
      bits.append(nn_derivative(kind, x, nn_activate(kind, x)).bitPattern)
    }
  }
  return bits
}
