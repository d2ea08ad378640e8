import Glibc
import Safety
import TestSupport
import Testing

@Suite("Files written whole")
struct FileWriterTests {
  /// Writes "new" to a file that may have these extensions.
  private func write(_ path: String, _ extensions: [String] = ["csv"]) throws {
    try FileWriter(extensions: extensions).write(to: path) { write in try Array("new".utf8).withUnsafeBytes(write) }
  }

  private func names(_ folder: TemporaryFolder) -> [String] {
    files(in: folder.path).filter { $0 != "." && $0 != ".." }
  }

  @Test("the permissions of the old file stay, but data never becomes a program")
  func permissions() throws {
    let folder = try TemporaryFolder()
    for (mode, expected) in [(0o600, 0o600), (0o664, 0o664), (0o755, 0o644), (0o4711, 0o600)] as [(mode_t, mode_t)] {
      try folder.write("#!/bin/sh\n", to: "t.csv")
      chmod("\(folder.path)/t.csv", mode)
      try write("\(folder.path)/t.csv")
      #expect(contents(of: "\(folder.path)/t.csv") == "new")
      #expect(TestSupport.permissions(of: "\(folder.path)/t.csv") == expected)
    }
  }

  @Test("a file that is not a data file by its name, or by the name a link leads to, is not written")
  func extensions() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "run.sh")
    symlink("run.sh", "\(folder.path)/a.csv")
    symlink("nowhere.csv", "\(folder.path)/b.csv")
    symlink("real.csv", "\(folder.path)/c.csv")
    try folder.write("old", to: "real.csv")
    try folder.write("old", to: "one.csv")
    link("\(folder.path)/one.csv", "\(folder.path)/two.csv")
    mkdir("\(folder.path)/folder.csv", 0o700)
    let before = names(folder)
    for (name, reason) in [
      ("run.sh", "its name does not end in .csv"), ("new.sh", "its name does not end in .csv"),
      ("a.csv", "it is a link to run.sh, whose name does not end in .csv"),
      ("b.csv", "it is a link to a file that does not exist"),
      ("one.csv", "it has another name (a hard link), which would keep the old content"),
      ("folder.csv", "Is a directory"), ("no/t.csv", "No such file or directory"),
      (String(repeating: "x", count: 300) + ".csv", "File name too long"),
    ] {
      let error = try #require(throws: FileError.self) { try write("\(folder.path)/\(name)") }
      #expect(error.reason == reason)
    }
    #expect(names(folder) == before && contents(of: "\(folder.path)/run.sh") == "old")
    try write("\(folder.path)/c.csv")
    #expect(names(folder) == before && contents(of: "\(folder.path)/real.csv") == "new")
    for device in ["/dev/zero", "/dev/tty"] {
      #expect(throws: FileError.self) { try write(device, []) }
    }
    try write("/dev/null")
  }

  @Test("a long piece can be interrupted, and leaves the old file")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "t.csv")
    let interruption = Interruption(after: 2)
    let error = try #require(throws: FileError.self) {
      try FileWriter(isInterrupted: { interruption.isDue() }).write(to: "\(folder.path)/t.csv") { write in
        try [UInt8](repeating: 1, count: 5 << 20).withUnsafeBytes { try write($0) }
      }
    }
    #expect(error.isInterruption && interruption.asked == 3)
    #expect(contents(of: "\(folder.path)/t.csv") == "old" && names(folder) == ["t.csv"])
  }

  @Test("where a file cannot be written, the error says what to do")
  func advice() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "file")
    let there = folder.path
    for (path, label, help) in [
      ("\(there)/my data/new/t.csv", "there is no folder \(there)/my data/new", "mkdir -p '\(there)/my data/new'"),
      ("\(there)/file/t.csv", "\(there)/file is not a folder", nil),
      ("/dev/full", nil, "make room on the disk, or choose another folder"),
      ("/proc/t.csv", nil, nil),
    ] {
      let error = try #require(throws: FileError.self) { try write(path) }
      #expect(error.label == label && error.help == help, "\(error)")
    }
  }

  @Test("a file that the process left unfinished is removed by the next write; other files are not")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    struct Stop: Error {}
    // The name that a write uses meanwhile.
    var name = ""
    #expect(throws: Stop.self) {
      try FileWriter(extensions: ["csv"]).write(to: "\(folder.path)/t.csv") { _ in
        name = names(folder).first ?? ""
        throw Stop()
      }
    }
    #expect(name.hasPrefix(".nnsh-") && names(folder).isEmpty)
    // As after kill -9.
    func folderWith(_ name: String) throws -> TemporaryFolder {
      let other = try TemporaryFolder()
      try other.write("half", to: name)
      return other
    }
    let left = try folderWith(name)
    try write("\(left.path)/t.csv")
    #expect(names(left) == ["t.csv"])
    let digit = name.dropFirst(6).first == "0" ? "1" : "0"
    for stranger in [".nnsh-" + digit + name.dropFirst(7), ".nnsh-x.unfinished", "\(name)~", ".nnsh"] {
      let kept = try folderWith(stranger)
      try write("\(kept.path)/t.csv")
      #expect(names(kept) == [stranger, "t.csv"].sorted())
    }
    // A file that another process is writing is locked.
    let busy = try folderWith(name)
    let descriptor = open("\(busy.path)/\(name)", O_RDONLY)
    flock(descriptor, LOCK_SH)
    try write("\(busy.path)/t.csv")
    #expect(names(busy) == [name, "t.csv"].sorted())
    close(descriptor)
    let linked = try folderWith("secret")
    symlink("secret", "\(linked.path)/\(name)")
    try write("\(linked.path)/t.csv")
    #expect(names(linked) == [name, "secret", "t.csv"].sorted())
  }

  @Test("an appended line follows a torn one on a line of its own")
  func torn() throws {
    let folder = try TemporaryFolder()
    try folder.write("whole\nto", to: "history")
    try FileWriter().append(line: "next", to: "\(folder.path)/history")
    #expect(contents(of: "\(folder.path)/history") == "whole\nto\nnext\n")
  }
}
