import Expressions
import Safety

/// The command line that starts the processes, by torchrun: one for this machine, or one for each host, by ssh.
struct TorchCommand {
  private let python: String
  private let runner: String
  private let processes: Int
  private let hosts: [String]
  private let range: SourceRange

  /// Throws if the runner is not there.
  init(processes: Int, hosts: [String], at range: SourceRange) throws(Fault) {
    (self.processes, self.hosts, self.range) = (processes, hosts, range)
    python = environment("NNSH_PYTHON") ?? "python3"
    guard let runner = TorchCommand.runner else {
      throw Fault(
        "train.py, which trains with PyTorch, is not there", at: range,
        label: "it is installed as share/nnsh/torch/train.py", help: "set NNSH_TORCH to its path", kind: .file)
    }
    self.runner = runner
  }

  /// Where the runner is: as a setting says, as installed beside the program, or in the sources that it was built from.
  private static var runner: String? {
    if let chosen = environment("NNSH_TORCH") { return Platform.isReadable(chosen) ? chosen : nil }
    guard var folder = executableFolder() else { return nil }
    var candidates = ["\(folder)/../share/nnsh/torch/train.py"]
    for _ in 0..<5 {
      candidates.append("\(folder)/scripts/torch/train.py")
      folder += "/.."
    }
    return candidates.first(where: Platform.isReadable)
  }

  /// Whether all processes are on this machine.
  var isLocal: Bool { hosts.allSatisfy(isThisMachine) }

  private func isThisMachine(_ host: String) -> Bool {
    host == "localhost" || host == "127.0.0.1" || host == hostName()
  }

  /// Starts torchrun on every host; the first tells the progress.
  func start(_ arguments: [String]) throws(Fault) -> [RunningProgram] {
    let launcher = [python, "-m", "torch.distributed.run"]
    guard hosts.count > 1 || !isLocal else {
      let all = launcher + ["--standalone", "--nproc_per_node", String(processes), runner] + arguments
      return [try program(all)]
    }
    var programs: [RunningProgram] = []
    let port = 20_000 + Int(processIdentifier()) % 20_000
    let address = String(hosts[0].split(separator: "@").last ?? "localhost")
    for (index, host) in hosts.enumerated() {
      let all =
        launcher + [
          "--nnodes", String(hosts.count), "--node_rank", String(index), "--nproc_per_node", String(processes),
          "--master_addr", address, "--master_port", String(port), runner,
        ] + arguments
      do throws(Fault) {
        let remote = ["ssh", host, all.map(\.quotedForShell).joined(separator: " ")]
        programs.append(try program(isThisMachine(host) ? all : remote))
      } catch {
        for program in programs { program.stop() }
        throw error
      }
    }
    return programs
  }

  private func program(_ arguments: [String]) throws(Fault) -> RunningProgram {
    guard let program = RunningProgram(arguments) else {
      throw Fault(
        "cannot start \(arguments[0])", at: range, label: "training on torch needs Python with PyTorch",
        help: "set NNSH_PYTHON to a Python that has it", kind: .file)
    }
    return program
  }

  /// Why the processes ended without a result, from what they wrote to standard error.
  func fault(_ errors: String) -> Fault {
    if let module = ["torch", "numpy"].first(where: { errors.contains("No module named '\($0)") }) {
      return Fault(
        "\(python) has no module \(module)", at: range, label: "training on torch needs it",
        help: "\(python) -m pip install torch numpy, or set NNSH_PYTHON to a Python that has them", kind: .file)
    }
    let lines = errors.split(separator: "\n").map { String($0) }
    let reason = lines.last { $0.contains("Error: ") && !$0.contains("ChildFailedError") } ?? lines.last
    return Fault(
      "the training on PyTorch failed", at: range, label: reason.map { String($0.drop { $0 == " " }.prefix(200)) },
      kind: .file)
  }
}

extension String {
  /// As one word of a shell.
  fileprivate var quotedForShell: String {
    "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }
}
