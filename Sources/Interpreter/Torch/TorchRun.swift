import DataFormats
import Expressions
import NeuralNetwork
import Safety
import WorkedExamples

/// A training of the session by `scripts/torch/train.py`, in processes that torchrun starts here or on other hosts.
struct TorchRun {
  private let interpreter: Interpreter
  private let processes: Int
  private let hosts: [String]
  private let range: SourceRange
  private let goal: TrainingRun.Goal
  private let net: String
  private let start: TrainingProgress

  /// - Parameter net: the command that makes the network.
  init(
    _ request: TorchRequest, _ goal: TrainingRun.Goal, net: String, _ interpreter: Interpreter, at range: SourceRange
  ) throws(Fault) {
    processes = try interpreter.whole(request.processes, "the number of processes", in: 1...1024)
    hosts = request.hosts.map(\.value)
    (self.interpreter, self.goal, self.net, self.range) = (interpreter, goal, net, range)
    start = interpreter.session.state?.progress ?? TrainingProgress()
    guard interpreter.options.bounds == nil else {
      throw Fault("no other programs are run under --safe", at: range, kind: .file)
    }
  }

  /// Trains and takes the result over. The session is unchanged if anything fails.
  func run(_ training: Training) throws {
    let command = try TorchCommand(processes: processes, hosts: hosts, at: range)
    let settings = interpreter.commands.settings(of: interpreter.session)
    let file = try TorchFile(training, interpreter.session, net: net, settings: settings, at: range)
    let ownSpeed = speed(of: training)
    let folder: ScratchFolder
    do throws(FileError) {
      // Other hosts see this folder, if any.
      folder = try ScratchFolder(in: command.isLocal ? environment("TMPDIR") ?? "/tmp" : Platform.currentFolder)
    } catch { throw error.fault("write", at: range) }
    defer { folder.remove() }
    let (path, result) = ("\(folder.path)/run.safetensors", "\(folder.path)/result.safetensors")
    do {
      try FileWriter(extensions: ["safetensors"], isInterrupted: interpreter.isInterrupted).write(to: path) { write in
        try Safetensors.write(file.arrays) { try write($0) }
      }
    } catch let error as FileError { throw error.fault("write", at: range) }
    let failure = try wait(for: command, on: path, result)
    let arrays: NamedArrays
    do { arrays = try read(result) } catch { throw failure ?? error }
    try interpreter.requireCopyOfNetwork(at: range)
    try adopt(arrays)
    report(arrays, ownSpeed)
  }

  private func read(_ path: String) throws -> NamedArrays {
    do {
      return try interpreter.files.withMapping(of: path) { bytes, _ in try Safetensors.readArrays(bytes) }
    } catch let error as FileError {
      throw error.fault("read", at: range)
    } catch let error as any ContentError {
      throw Fault("PyTorch's result cannot be read: \(error.problem(in: path, ReadingOptions()).message)", at: range)
    }
  }

  // MARK: Waiting

  /// Waits until the processes have ended.
  ///
  /// - Returns: why they failed. A process may do so after it has written the result, which counts.
  private func wait(for command: TorchCommand, on path: String, _ result: String) throws -> Fault? {
    let (count, unit) =
      switch goal {
      case .epoch(let last): (last - start.epoch, "epochs")
      case .update(let last): (last - start.updates, "updates")
      case .seconds: (0, "epochs")
      }
    let programs = try command.start([path, String(count), unit, "--json", "--to", result])
    defer { for program in programs { program.stop() } }
    let watch = Stopwatch()
    var reached = Reached(start)
    var refusal: Fault?
    interpreter.output.progress?.begin()
    defer { interpreter.output.progress?.clear() }
    while true {
      if interpreter.isInterrupted() {
        interpreter.output.report("# interrupted; the session is as it was")
        throw Interrupted(isReported: true)
      }
      try Limits.check(at: range)
      switch programs[0].line(within: 50) {
      case .none: break
      case .line(let line):
        guard let entry = try? JSON(Array(line.utf8)) else { break }
        if let message = entry["error"]?.text {
          let diverges = entry["diverges"] == .truth(true)
          refusal = refusal ?? Fault(message, at: range, kind: diverges ? .divergence : .error)
        }
        reached.take(entry)
      case .end:
        let code = programs[0].wait()
        if let refusal { throw refusal }
        return code == 0 ? nil : command.fault(programs[0].errors)
      }
      show(reached, seconds: watch.seconds)
    }
  }

  /// What the runner has told.
  private struct Reached {
    var epoch: Int
    var updates: Int
    var loss: Double?
    var recent: [Double] = []

    init(_ start: TrainingProgress) { (epoch, updates) = (start.epoch, start.updates) }

    mutating func take(_ entry: JSON) {
      guard let epoch = entry["epoch"]?.whole, let updates = entry["updates"]?.whole else { return }
      loss = entry["loss"]?.number ?? loss
      if epoch > self.epoch, let loss { recent.append(loss) }
      (self.epoch, self.updates) = (epoch, updates)
    }
  }

  private func show(_ reached: Reached, seconds: Double) {
    guard let progress = interpreter.output.progress, progress.isDue, let terminal = interpreter.output.terminal else {
      return
    }
    var line = TrainingProgressLine(
      loss: reached.loss, recent: reached.recent, updates: reached.updates - start.updates, seconds: seconds)
    switch goal {
    case .epoch(let last):
      (line.done, line.total) = (Double(reached.epoch - start.epoch), Double(last - start.epoch))
    case .update(let last):
      (line.done, line.total) = (Double(line.updates), Double(last - start.updates))
      line.unit = " updates"
    case .seconds: break
    }
    progress.draw(line.text(columns: terminal.columns(), digits: interpreter.session.settings.digits))
  }

  // MARK: Results

  private func adopt(_ arrays: NamedArrays) throws {
    let network = try interpreter.session.network(range).network
    do throws(ArrayMismatch) {
      let names = UnitNames(network.topology)
      let layers = LayerArrays.layers(of: arrays, names: (1..<names.sizes.count).map(names.layerName))
      let values = try network.values(from: layers)
      for (parameter, value) in values { interpreter.session.state?.network.values[parameter] = value }
    } catch { throw Fault("PyTorch's result does not fit the network: \(error.reason)", at: range) }
    interpreter.session.forgetStep()
    interpreter.session.training = nil
    try interpreter.takeState(arrays, from: "PyTorch's result", at: range)
  }

  /// Says what was done, how fast, and how fast this program is without PyTorch.
  private func report(_ arrays: NamedArrays, _ ownSpeed: Double) {
    let session = interpreter.session
    let progress = session.state?.progress ?? TrainingProgress()
    let extent =
      "\(counted(progress.epoch - start.epoch, "epoch")), \(counted(progress.updates - start.updates, "update"))"
    let engine = arrays.metadata["nnsh.engine"] ?? "PyTorch"
    for (epoch, loss) in arrays.losses where session.settings.reports(epoch) {
      interpreter.output.report("# epoch \(epoch): loss = \(rounded(loss, digits: session.settings.digits))")
    }
    let verified = arrays.metadata["nnsh.verified"].flatMap(Double.init) ?? 0
    let counts = TorchFile.verified.map(String.init).joined(separator: " and ")
    interpreter.output.report("# first \(counts) updates as here, to \(rounded(verified, digits: 2))")
    interpreter.output.report("# \(extent) on \(engine)")
    if let speed = arrays.metadata["nnsh.speed"].flatMap(Double.init) {
      let threads = counted(session.settings.plan.threads, "thread")
      interpreter.output.report("# \(perSecond(speed)); here, with \(threads): \(perSecond(ownSpeed))")
    }
    if let loss = session.state?.measures?.loss {
      if !interpreter.output.isQuiet { interpreter.printValue("loss", loss) }
      interpreter.session.log.append(
        "\(extent) on \(engine); loss = \(rounded(loss, digits: session.settings.digits))")
    }
  }

  private func perSecond(_ speed: Double) -> String { "\(rounded(speed, digits: 3)) samples a second" }

  /// Samples a second of the training here, from a fraction of a second of it.
  private func speed(of training: Training) -> Double {
    var training = training
    let (watch, start) = (Stopwatch(), training.progress.updates)
    _ = training.runEpochs(.max) { watch.seconds > 0.3 }
    let samples = (training.progress.updates - start) * (training.plan.batch ?? training.data.count)
    return Double(samples) / max(watch.seconds, 1e-9)
  }
}
