import Glibc

/// The C library's functions and the system call that this target uses; nothing else here imports it.
enum Platform {
  @inline(__always) static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inline(__always) static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inline(__always) static func log(_ x: Float) -> Float { Glibc.logf(x) }
  @inline(__always) static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  @inline(__always) static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  @inline(__always) static func sin(_ x: Float) -> Float { Glibc.sinf(x) }
  @inline(__always) static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  @inline(__always) static func cos(_ x: Float) -> Float { Glibc.cosf(x) }
  @inline(__always) static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }

  /// Asks for 2 MB pages for `count` numbers from `start`, if they fill more than four such pages.
  static func adviseLargePages(_ start: UnsafeMutablePointer<Double>, _ count: Int) {
    let page = 1 << 21
    guard count > 4 * page / MemoryLayout<Double>.stride else { return }
    let first = (Int(bitPattern: start) + page - 1) / page * page
    let end = Int(bitPattern: start + count) / page * page
    // Only advice: a system without large pages keeps to small ones.
    _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
  }
}
