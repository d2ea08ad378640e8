import Glibc
import Interpreter
import TestSupport
import Testing

@Suite struct DiskFilesTests {
  @Test("a file ends where it ends, although an earlier call was interrupted")
  func staleError() throws {
    let folder = try TemporaryFolder()
    try folder.write("print 1", to: "a.nn")
    errno = EINTR
    #expect(try DiskFiles().read("\(folder.path)/a.nn") == Array("print 1".utf8))
  }
}
