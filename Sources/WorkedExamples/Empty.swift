// WorkedExamples
