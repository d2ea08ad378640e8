// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  // Exclusive access is checked in the tests. In a release the checks would cost a tenth of the interpreter's time.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

// A target lists every Swift target below it whose values it may hold, imported or not. SwiftPM rebuilds only what lists
// a changed target: one that holds a Session without listing NeuralNetwork would keep the old layout of Session when a
// stored property is added there, and crash.
let engine: [Target.Dependency] = ["NeuralNetwork", "Expressions"]
let language: [Target.Dependency] = ["Interpreter", "WorkedExamples", "DataFormats", "Safety"] + engine

let package = Package(
  name: "nnsh",
  products: [.executable(name: "nnsh", targets: ["nnsh"])],
  targets: [
    // MARK: The program

    // Process options, choice of input (prompt, file, pipe), exit code.
    .executableTarget(
      name: "nnsh", dependencies: language + ["LineEditor"], swiftSettings: strict),

    // MARK: The prompt

    // A line editor, independent of the command language.
    .target(name: "LineEditor", dependencies: ["CLibedit", "Safety"], swiftSettings: strict),
    // libedit's variadic calls, its FILE globals and the signal pipe as plain functions.
    .target(
      name: "CLibedit", cSettings: strictC,
      // libedit itself needs tinfo, bsd and md; a static executable has to list them.
      linkerSettings: ["edit", "tinfo", "bsd", "md"].map { .linkedLibrary($0, .when(platforms: [.linux])) }),

    // MARK: The language

    // The command language: sources, syntax, commands, the session.
    .target(
      name: "Interpreter", dependencies: ["WorkedExamples", "DataFormats", "Safety"] + engine, swiftSettings: strict),
    // Data files: each format is one file and one line in FormatTable.
    .target(name: "DataFormats", dependencies: engine, swiftSettings: strict),

    // MARK: The calculations

    // Derivations as values: formula, numbers put in, result; names; hand arithmetic; check.
    .target(name: "WorkedExamples", dependencies: engine, swiftSettings: strict),
    // The one expression language: its tree, reading, printing, evaluating, differentiating; decimals.
    .target(name: "Expressions", dependencies: ["CNumbers"], swiftSettings: strict),
    // Integers on GMP, functions on MPFR; printf for a double, as calling variadic C functions from Swift costs a
    // millisecond of type lookups; flags that signal handlers set; reference counting in a process with one thread.
    .target(
      name: "CNumbers", cSettings: strictC, linkerSettings: [.linkedLibrary("mpfr"), .linkedLibrary("gmp")]),

    // MARK: Files and terminals

    // Files written whole, reading within a folder, a process that is confined, text made visible.
    .target(name: "Safety", dependencies: ["CSafety"], swiftSettings: strict),
    // System calls without a function in the C library: openat2, Landlock, seccomp.
    .target(name: "CSafety", cSettings: strictC),

    // MARK: The engine

    // Topology, parameters, forward, backward, optimizers, data, random numbers. No input or output.
    // Expressions, because the formulas of activations and losses are expressions, each written once.
    .target(name: "NeuralNetwork", dependencies: ["Expressions", "Kernels"], swiftSettings: strict),
    // The arithmetic's definition and the inner loops, in C, chosen at run time by processor.
    .target(name: "Kernels", cSettings: strictC + [.headerSearchPath(".")]),

    // MARK: Tests

    .target(
      name: "TestSupport", dependencies: language, path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"], exclude: ["Digests"], swiftSettings: strict),
    .testTarget(
      name: "NeuralNetworkTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    .testTarget(name: "SafetyTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DataFormatsTests", dependencies: ["DataFormats"] + engine, exclude: ["Files"], swiftSettings: strict),
    .testTarget(name: "ExpressionsTests", dependencies: ["Expressions"], swiftSettings: strict),
    .testTarget(
      name: "WorkedExamplesTests", dependencies: language + ["TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "InterpreterTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LineEditorTests", dependencies: language + ["LineEditor", "LineEditorDemo", "TestSupport"],
      swiftSettings: strict),
    // A program with only the line editor, which its tests type into.
    .executableTarget(
      name: "LineEditorDemo", dependencies: ["LineEditor", "Safety"], path: "Tests/LineEditorDemo",
      swiftSettings: strict),
    .testTarget(
      name: "TranscriptTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    // The built executable, through pipes and through a pseudo-terminal.
    .testTarget(
      name: "ShellTests",
      dependencies: language + ["nnsh", "Fuzz", "LineEditor", "LineEditorDemo", "TestSupport"],
      exclude: ["Preloaded", "Editors", "Jupyter", "Torch"],
      swiftSettings: strict),
    // Random inputs for whatever reads what users and strangers wrote; scripts/fuzz guides them by coverage.
    .executableTarget(name: "Fuzz", dependencies: language, path: "Tests/Fuzz", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
