import Glibc
import TestSupport
import Testing

/// Every system call of every writer fails once, or is the last one before the process is killed.
@Suite("Faults while a file is written")
struct FaultTests {
  /// A fault as the preloaded library knows it.
  static let faults = ["kill", "short", "\(EIO)", "\(ENOSPC)", "\(EACCES)"]

  private static let program = PseudoTerminal.productsDirectory

  /// Runs a program once for each system call on files of `folder`, with the fault in that call.
  private func eachCall(
    _ fault: String, in folder: TemporaryFolder, _ executable: String, _ arguments: [String],
    environment: [String: String] = [:], succeedsWith code: Int32 = 0,
    before: () throws -> Void, after: (_ call: String, ProcessRun) throws -> Void
  ) throws {
    let report = try TemporaryFolder()
    let library = try preloadable("faults", in: report)
    for number in 1...200 {
      try before()
      let path = "\(report.path)/\(number)"
      let run = try ProcessRun(
        "\(Self.program)/\(executable)", arguments,
        environment: environment.merging([
          "LD_PRELOAD": library, "FAULT_FOLDER": folder.path, "FAULT_AT": "\(number)", "FAULT": fault,
          "FAULT_REPORT": path,
        ]) { $1 })
      guard let call = contents(of: path) else {
        // All the calls have had their fault, and without one the program succeeds.
        #expect(run.exit == .code(code), "\(run.errors)")
        #expect(number > 3)
        return
      }
      try after("\(call), call \(number), \(fault)", run)
    }
    Issue.record("no end of system calls")
  }

  @Test("data save leaves the old file or the new one, and nothing beside it", arguments: faults, [true, false])
  func dataSave(_ fault: String, replacing: Bool) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/t.csv"
    let new = "i1,i2,t1\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n"
    let script = ["-c", "data and; data save \(path)"]
    try eachCall(fault, in: folder, "nnsh", script) {
      unlink(path)
      guard replacing else { return }
      try folder.write("old\n", to: "t.csv")
      chmod(path, 0o640)
    } after: { call, run in
      let found = contents(of: path)
      #expect(found == new || found == (replacing ? "old\n" : nil), "\(call): \(found ?? "none")")
      if fault == "kill" {
        #expect(run.exit == .signal(SIGKILL))
        let again = try nnsh(script)
        #expect(again.exit == .code(0), "\(call)")
        #expect(contents(of: path) == new, "\(call)")
      } else if run.exit == .code(0) {
        #expect(found == new, "\(call)")
      } else {
        #expect(run.exit == .code(4) && run.errors.contains("error: cannot write \(path): "), "\(call): \(run.errors)")
      }
      let isThere = found != nil || fault == "kill"
      #expect(files(in: folder.path) == [".", ".."] + (isThere ? ["t.csv"] : []), "\(call)")
      if replacing { #expect(permissions(of: path) == 0o640, "\(call)") }
    }
  }

  @Test("a disk that cannot be waited for is no reason to fail", arguments: [EINVAL, ENOTSUP, EROFS])
  func withoutSynchronizing(_ error: Int32) throws {
    let folder = try TemporaryFolder()
    var calls: Set<String> = []
    try eachCall("\(error)", in: folder, "nnsh", ["-c", "data and; data save \(folder.path)/t.csv"]) {
    } after: { call, run in
      guard call.hasPrefix("fsync") else { return }
      calls.insert(call)
      #expect(run.exit == .code(0), "\(call): \(run.errors)")
    }
    #expect(!calls.isEmpty)
  }

  @Test("a disk that fails while samples are read from it is reported with its reason")
  func stream() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "0,1,1\n1,1,0\n", count: 20_000), to: "t.csv")
    let script = "data load \(folder.path)/t.csv stream; net 2 1; train 2; data load \(folder.path)/t.csv"
    var failures = 0
    try eachCall("\(EIO)", in: folder, "nnsh", ["-c", script]) {
    } after: { call, run in
      guard call.hasPrefix("pread") || call.hasPrefix("read") || call.hasPrefix("open") else { return }
      failures += 1
      #expect(run.exit == .code(4) && run.errors.contains("t.csv: Input/output error\n"), "\(call): \(run.errors)")
    }
    #expect(failures > 2)
  }

  /// A file that a command writes besides data.
  struct Writer: Sendable {
    let file: String
    let old: String
    let new: String
    let arguments: [String]
    var environment: [String: String] = [:]
    var code: Int32 = 0
    /// The rest of a path is in the folder with faults, and FIXED is one without.
    static let all = [
      Writer(file: "a.nn", old: "print  1+1\n", new: "print 1 + 1\n", arguments: ["format", "FOLDER/a.nn"]),
      Writer(
        file: "a.nn", old: "print 1\n#> 2\n", new: "print 1\n#> 1\n", arguments: ["test", "--update", "FOLDER/a.nn"]),
      Writer(
        file: "report", old: "old\n", new: "TAP version 13\n1..1\nok 1 - FIXED/good.nn:1 print 1\n",
        arguments: ["test", "--report", "tap:FOLDER/report", "FIXED/good.nn"]),
      Writer(
        file: "cache/nnsh/failed-tests", old: "/other.nn\n", new: "/other.nn\nFIXED/bad.nn\n",
        arguments: ["test", "FIXED/bad.nn"], environment: ["XDG_CACHE_HOME": "FOLDER/cache"], code: 1),
      Writer(
        file: "summary", old: "old\n",
        new: "old\n| file | result | commands | equations | failed |\n|---|---|--:|--:|--:|\n"
          + "| FIXED/good.nn | passed | 1 | 0 | 0 |\n",
        arguments: ["test", "FIXED/good.nn"],
        environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "FOLDER/summary"]),
    ]
  }

  @Test(
    "format, --update, reports and the list of failed tests leave the old file or the new one",
    arguments: Writer.all, ["kill", "short", "\(EIO)"])
  func otherWriters(_ writer: Writer, _ fault: String) throws {
    let (folder, fixed) = (try TemporaryFolder(), try TemporaryFolder())
    try fixed.write("print 1\n", to: "good.nn")
    try fixed.write("expect 1 = 2\n", to: "bad.nn")
    func placed(_ text: String) -> String {
      text.split(separator: "FOLDER", omittingEmptySubsequences: false).joined(separator: folder.path)
        .split(separator: "FIXED", omittingEmptySubsequences: false).joined(separator: fixed.path)
    }
    let (arguments, environment) = (writer.arguments.map(placed), writer.environment.mapValues(placed))
    let (old, new, path) = (writer.old, placed(writer.new), "\(folder.path)/\(writer.file)")
    let name = String(writer.file.split(separator: "/").last ?? "")
    let parent = String(path.dropLast(name.count + 1))
    try eachCall(
      fault, in: folder, "nnsh", arguments, environment: environment, succeedsWith: writer.code
    ) {
      unlink(path)
      for part in ["cache", "cache/nnsh"] where writer.file.hasPrefix("cache") {
        mkdir("\(folder.path)/\(part)", 0o700)
      }
      try folder.write(old, to: writer.file)
    } after: { call, run in
      let found = contents(of: path)
      #expect(found == old || found == new, "\(call): \(found ?? "none")")
      if fault == "kill" {
        #expect(run.exit == .signal(SIGKILL))
        let again = try ProcessRun("\(Self.program)/nnsh", arguments, environment: environment)
        #expect(again.exit == .code(writer.code) && contents(of: path)?.hasPrefix(new) == true, "\(call)")
      } else if run.exit == .code(writer.code), !writer.file.hasPrefix("cache"), !call.hasPrefix("close") {
        #expect(found == new, "\(call)")
      }
      #expect(files(in: parent) == [".", "..", name], "\(call)")
    }
  }

  @Test("save leaves the old file or the new one, and nothing beside it", arguments: faults)
  func save(_ fault: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/s.nn"
    func script(_ epochs: Int) -> [String] { ["-c", "net 2 2 1; data xor; train \(epochs); save \(path)"] }
    func made(_ epochs: Int) throws -> String {
      #expect(try nnsh(script(epochs)).exit == .code(0))
      return contents(of: path) ?? ""
    }
    let (old, new) = (try made(3), try made(4))
    try eachCall(fault, in: folder, "nnsh", script(4)) {
      try folder.write(old, to: "s.nn")
    } after: { call, run in
      let found = contents(of: path)
      #expect(found == old || found == new, "\(call): \(found ?? "none")")
      if fault != "kill" {
        #expect(run.exit == .code(0) || run.exit == .code(4), "\(call): \(run.errors)")
        #expect(files(in: folder.path) == [".", "..", "s.nn"], "\(call)")
      }
    }
  }

  @Test("save leaves a script whose data is there, or the old one", arguments: ["kill", "short", "\(EIO)"])
  func dataBeside(_ fault: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/s.nn"
    let script = ["-c", "data parity 11; net 11 1; save \(path)"]
    let old = "\(try made(["-c", "net 2 1; save \(path)"], path))"
    try eachCall(fault, in: folder, "nnsh", script) {
      for file in files(in: folder.path) where file != "." && file != ".." { unlink("\(folder.path)/\(file)") }
      try folder.write(old, to: "s.nn")
    } after: { call, run in
      let found = contents(of: path) ?? ""
      #expect(fault == "kill" || run.exit == .code(0) || run.exit == .code(4), "\(call): \(run.errors)")
      guard found != old else { return }
      let loaded = try nnsh(["-c", "load \(path); expect samples = 2048"])
      #expect(loaded.exit == .code(0), "\(call): \(loaded.errors)")
    }
  }

  private func made(_ script: [String], _ path: String) throws -> String {
    #expect(try nnsh(script).exit == .code(0))
    return contents(of: path) ?? ""
  }

  @Test(
    "a recording has whole commands only, and an exported page is whole",
    arguments: faults,
    [["record FILE.nn", "print 1", "print 2"], ["record FILE.md", "print 1", "net 2 1"], ["export FILE.md net 2 1"]])
  func documents(_ fault: String, _ commands: [String]) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.\(commands[0].contains(".nn") ? "nn" : "md")"
    func script(_ commands: [String]) -> [String] {
      ["-k", "-c", commands.joined(separator: "\n").replacing(/FILE\.../, with: path)]
    }
    // Whatever commands were recorded.
    var allowed: [String?] = [nil]
    for left in 0..<1 << (commands.count - 1) {
      unlink(path)
      let some = commands.enumerated().filter { $0.offset == 0 || left >> ($0.offset - 1) & 1 == 1 }.map(\.element)
      #expect(try nnsh(script(some)).exit == .code(0))
      allowed.append(contents(of: path))
    }
    try eachCall(fault, in: folder, "nnsh", script(commands)) {
      unlink(path)
    } after: { call, run in
      let found = contents(of: path)
      #expect(allowed.contains(found), "\(call): \(found ?? "none")")
      let isTold = run.exit != .code(0) || run.output.contains("# the recording has ended: cannot write ")
      if fault != "kill", !isTold, !call.hasPrefix("close") { #expect(found == allowed.last, "\(call)") }
    }
  }

  @Test("the history loses no entry, whether it is appended to or cut", arguments: faults)
  func history(_ fault: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/history"
    let old = (1...9).map { "entry \($0)" }
    let arguments = ["--history", path, "4", "a new entry", "and another"]
    func entries() -> [String] { (contents(of: path) ?? "").split(separator: "\n").map(String.init) }
    try eachCall(fault, in: folder, "LineEditorDemo", arguments) {
      try folder.write(old.joined(separator: "\n") + "\n", to: "history")
      chmod(path, 0o600)
    } after: { call, run in
      let allowed = [old, Array(old.suffix(4))].flatMap { old in
        [[], ["a new entry"], ["a new entry", "and another"]].map { old + $0 }
      }
      #expect(allowed.contains(entries()), "\(call): \(entries())")
      if run.exit == .code(0), !call.hasPrefix("close") { #expect(entries().last == "and another", "\(call)") }
      guard fault == "kill" else { return }
      let again = try ProcessRun("\(Self.program)/LineEditorDemo", ["--history", path, "4", "last"])
      #expect(again.exit == .code(0))
      #expect(entries().last == "last" && Set(entries()).isSuperset(of: old.suffix(4)), "\(call): \(entries())")
      #expect(files(in: folder.path) == [".", "..", "history"], "\(call)")
    }
  }
}
