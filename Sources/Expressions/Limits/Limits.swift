import CNumbers
import Synchronization

/// What long calculations and large results ask: whether to go on, and whether there is memory for them.
///
/// Process-wide, as signals and memory are. Whoever makes something whose size a user chooses calls `require` before;
/// long loops call `isReached(at:)`, abandon what they calculate once it is true, and their command then calls `check`.
/// A watch (`watchMemory`) sees what nobody asked about.
@usableFromInline package enum Limits {
  /// Set by a signal handler, as by Ctrl-C.
  nonisolated(unsafe) private static var interrupt: UnsafePointer<Int32>?
  nonisolated(unsafe) private static var chosenMemory: Int?
  private static let defaultMemory = Platform.shareOfMemory
  /// 1 once the watch has found more memory in use than allowed.
  nonisolated(unsafe) private static let excess: UnsafeMutablePointer<Int32> = {
    let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    flag.initialize(to: 0)
    return flag
  }()
  /// The memory in use when it was last refused: a session that is too large can still be made smaller.
  private static let refused = Atomic(0)
  /// Whether a loop has been abandoned for lack of memory since the last `check`, which must not pass then, even if there
  /// is memory again.
  private static let isAbandoned = Atomic(false)

  // MARK: Interrupts

  /// - Parameter flag: must stay valid as long as the process runs, and be set before anything is calculated.
  package static func watchInterrupts(_ flag: UnsafePointer<Int32>) { interrupt = flag }

  /// The flag itself, for loops in C.
  package static var interruptFlag: UnsafePointer<Int32>? { interrupt }

  package static var isInterrupted: Bool { interrupt.map { nn_read_flag($0) != 0 } ?? false }

  // MARK: Memory

  /// The memory the process may use, in bytes; by default three quarters of the machine's, or of its group's.
  package static var memory: Int { chosenMemory ?? defaultMemory }

  /// - Parameter bytes: must be set before anything is calculated.
  package static func setMemory(_ bytes: Int) { chosenMemory = bytes }

  /// Throws if there is no room for so many more bytes.
  package static func require(bytes: Int, at range: SourceRange? = nil) throws(Fault) {
    guard bytes > 1 << 22 else { return }
    let used = Platform.memoryInUse
    let machine = chosenMemory == nil ? Platform.availableMemory : .max
    guard bytes > min(memory - used, machine) else { return }
    let isLimit = memory - used <= machine
    throw Fault(
      "not enough memory: \(shown(bytes)) more needed", at: range,
      label: isLimit
        ? "\(shown(used)) of \(shown(memory)) are in use" : "the machine has \(shown(max(machine, 0))) left",
      help: isLimit ? "nnsh --memory SIZE sets the limit" : nil)
  }

  /// Throws if there is no room for so many numbers.
  package static func require(numbers: Int, at range: SourceRange? = nil) throws(Fault) {
    let (bytes, overflow) = numbers.multipliedReportingOverflow(by: MemoryLayout<Double>.stride)
    try require(bytes: overflow ? .max : bytes, at: range)
  }

  /// Finds out whether more memory is in use than allowed; may be called by a signal handler.
  ///
  /// - Returns: whether it is so much more that the process has to end.
  package static func watchMemory() -> Bool {
    let used = Platform.memoryInUse
    nn_write_flag(excess, used > memory ? 1 : 0)
    return used > memory + memory / 8 + 1 << 26
  }

  /// To be called once before the first `watchMemory`, which cannot initialize what it reads.
  package static func prepareWatch() { _ = (memory, excess, Platform.memoryInUse) }

  // MARK: Asking

  /// Whether a loop should be abandoned; looks at every 4096th step.
  @inlinable @inline(__always)
  package static func isReached(at step: Int) -> Bool { step & 0xFFF == 0 && isReached }

  /// Whether the user has interrupted the calculation, or it uses too much memory.
  @usableFromInline package static var isReached: Bool {
    if isInterrupted { return true }
    guard nn_read_flag(excess) != 0 else { return false }
    isAbandoned.store(true, ordering: .relaxed)
    return true
  }

  /// Throws if the user has interrupted the calculation, or it uses too much memory.
  package static func check(at range: SourceRange? = nil) throws(Fault) {
    if isInterrupted { throw Fault("interrupted", at: range, kind: .interrupted) }
    let isAbandoned = isAbandoned.exchange(false, ordering: .relaxed)
    guard isAbandoned || nn_read_flag(excess) != 0 else { return }
    Platform.returnFreeMemory()
    let used = Platform.memoryInUse
    if used > memory {
      guard isAbandoned || used > refused.load(ordering: .relaxed) else { return }
      refused.store(used, ordering: .relaxed)
    } else {
      excess.pointee = 0
      refused.store(0, ordering: .relaxed)
      guard isAbandoned else { return }
    }
    throw Fault(
      "not enough memory", at: range, label: "\(shown(used)) of \(shown(memory)) are in use",
      help: "nnsh --memory SIZE sets the limit")
  }

  /// As `check`, for what cannot throw; nil if there is enough memory.
  package static var memoryFault: Fault? {
    do throws(Fault) { try check() } catch  where error.kind != .interrupted { return error } catch {}
    return nil
  }

  /// `1.5 GB`, in powers of 1000.
  private static func shown(_ bytes: Int) -> String {
    let units = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
    let (name, unit) = units.first { Double(bytes) >= $0.1 } ?? ("bytes", 1)
    let size = Double(bytes) / unit
    return "\(shortest(size < 10 ? (10 * size).rounded() / 10 : size.rounded())) \(name)"
  }
}
