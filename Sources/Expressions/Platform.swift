// The C library's functions and the system calls of this target.

import CNumbers
import Glibc

func power(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }

func powerOfTwo(_ exponent: Double) -> Double { Glibc.exp2(exponent) }

func exponential(_ value: Double) -> Double { Glibc.exp(value) }

func logarithmOfTen(_ value: Double) -> Double { Glibc.log10(value) }

/// Formats like `%.*g`, or `%.*f` if fixed, which round exactly; nil if the result exceeds the capacity.
func formatted(_ value: Double, isFixed: Bool, _ precision: Int, capacity: Int) -> String? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
    let length = Int(
      nn_format_number(buffer.baseAddress, capacity, isFixed ? 1 : 0, Int32(clamping: precision), value))
    guard length < capacity else { return nil }
    return String(decoding: buffer[..<length].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// The memory of the process and of the machine, in bytes.
enum Platform {
  /// The memory of the process, without mapped files; 0 if the system does not tell. May be called by a signal handler.
  static var memoryInUse: Int {
    guard let resident = number(in: statistics, after: 1), let mapped = number(in: statistics, after: 2) else {
      return 0
    }
    return (resident - mapped) * pageSize
  }

  /// Stays open: a process that has confined itself may not open it any more.
  private static let statistics = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)

  private static let pageSize = Int(getpagesize())

  /// Three quarters of the memory of the machine, or of the control group or the limit that the process is under.
  static var shareOfMemory: Int {
    var limit = rlimit()
    let addresses = __rlimit_resource_t(RLIMIT_AS.rawValue)
    let allowed = getrlimit(addresses, &limit) == 0 ? Int(clamping: limit.rlim_cur) : .max
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let machine = pages > 0 ? pages.multipliedReportingOverflow(by: pageSize).partialValue : .max
    return min(machine, allowed, groupLimit) / 4 * 3
  }

  /// The smallest limit of the control groups that the process is in; `Int.max` if there is none.
  private static var groupLimit: Int {
    var least = number(in: "/sys/fs/cgroup/memory/memory.limit_in_bytes") ?? .max
    guard let groups = contents(of: "/proc/self/cgroup"), var path = unifiedGroup(groups) else { return least }
    while true {
      least = min(least, number(in: "/sys/fs/cgroup\(path)/memory.max") ?? .max)
      guard let slash = path.utf8.lastIndex(of: Ascii.slash) else { return least }
      path = path[..<slash]
    }
  }

  /// The path in the line `0::PATH`; nil if there is none.
  private static func unifiedGroup(_ groups: String) -> Substring? {
    var rest = groups.utf8[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != Ascii.newline }
      if line.starts(with: "0::".utf8) { return Substring(line.dropFirst(3)) }
      rest = rest[line.endIndex...].dropFirst()
    }
    return nil
  }

  /// What the machine could give to new processes without swapping; `Int.max` if the system does not tell.
  static var availableMemory: Int {
    guard let text = contents(of: "/proc/meminfo") else { return .max }
    for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let digits = line.drop { !$0.isNumber }.prefix { $0.isNumber }
      return Int(digits).map { $0 * 1024 / 10 * 9 } ?? .max
    }
    return .max
  }

  /// Gives memory that has been freed back to the system.
  static func returnFreeMemory() { nn_return_free_memory() }

  /// The first number in a file of the system; nil if there is none.
  private static func number(in path: String) -> Int? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return number(in: descriptor, after: 0)
  }

  /// The number at the start of a file that follows `others` other numbers; nil if there is none. Allocates nothing.
  private static func number(in descriptor: Int32, after others: Int) -> Int? {
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer -> Int? in
      let count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
      var skipped = 0
      var value: Int?
      for index in 0..<max(count, 0) {
        let byte = buffer[index]
        if isDigit(byte) {
          guard skipped == others else { continue }
          let (shifted, tooLarge) = (value ?? 0).multipliedReportingOverflow(by: 10)
          value = tooLarge ? .max : shifted &+ Int(byte - 48)
        } else if byte == Ascii.space || byte == Ascii.newline {
          if value != nil { break }
          skipped += 1
        } else {
          return nil
        }
      }
      return value
    }
  }

  private static func contents(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let text = String(unsafeUninitializedCapacity: 1 << 14) { max(0, read(descriptor, $0.baseAddress, $0.count)) }
    return text.isEmpty ? nil : text
  }
}
