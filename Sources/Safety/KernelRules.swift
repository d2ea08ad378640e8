import CSafety

/// What the kernel forbids this process for good, so that a fault in the program cannot do it either.
package struct KernelRules {
  private let landlock: Int32

  /// Puts the rules into force for this thread and those it starts: reading below the folders is allowed; reading
  /// elsewhere, writing, starting programs, connections and signals to other processes are not.
  ///
  /// - Returns: what enforces them, such as `Landlock and seccomp`; nil if this kernel has neither.
  package static func enforce(reading folders: [ReadableFolder]) -> String? {
    guard cs_renounce_privileges() else { return nil }
    let rules = KernelRules(landlock: cs_landlock_create())
    defer { if rules.landlock >= 0 { Platform.close(rules.landlock) } }
    let hasLandlock =
      rules.landlock >= 0 && folders.allSatisfy { $0.allow(in: rules) } && cs_landlock_enforce(rules.landlock)
    let hasFilter = cs_filter_system_calls()
    let means = (hasLandlock ? ["Landlock"] : []) + (hasFilter ? ["seccomp"] : [])
    return means.isEmpty ? nil : means.joined(separator: " and ")
  }

  func allowReading(_ folder: Int32) -> Bool { cs_landlock_allow_reading(landlock, folder) }
}
