"""Pygments lexer for nnsh scripts, printed by `nnsh grammar pygments`."""

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Punctuation, String, Text

COMMANDS = (
    'activation', 'backward', 'batch', 'break', 'check', 'clip', 'connect', 'continue', 'convention',
    'data', 'decay', 'detail', 'diff', 'digest', 'digits', 'disconnect', 'dropout', 'expect', 'explain',
    'export', 'flat-spot', 'for', 'forward', 'freeze', 'goto', 'gradcheck', 'hand', 'help', 'if',
    'init', 'lesson', 'let', 'lines', 'load', 'loss', 'name', 'net', 'optimizer', 'plot', 'precision',
    'predict', 'print', 'quit', 'rate', 'record', 'redo', 'repeat', 'report', 'reset', 'restore',
    'rule', 'sample', 'save', 'schedule', 'seed', 'set', 'share', 'show', 'shuffle', 'skip', 'snapshot',
    'source', 'state', 'step', 'stop', 'test', 'threads', 'train', 'undo', 'unfreeze', 'unwatch',
    'update', 'watch', 'weights', 'while',
)
OPERANDS = (
    'accuracy', 'activations', 'adadelta', 'adagrad', 'adam', 'adamw', 'after', 'all', 'and',
    'arithmetic', 'as', 'auto', 'bare', 'bias', 'bipolar', 'boundary', 'brief', 'by', 'by-fractions',
    'c-drand48', 'c-half-open', 'change', 'circle', 'classes', 'clear', 'columns', 'confusion',
    'constant', 'conventions', 'cosine', 'cross-entropy', 'curve', 'data-loader', 'decimals',
    'default-rng', 'delta', 'deltas', 'derivative', 'double', 'during', 'else', 'encoder', 'ended',
    'epoch', 'epoch-loss', 'epoch-losses', 'epoch-measures', 'epoch-order', 'epochs', 'error', 'exact',
    'exponential', 'fann', 'files', 'first', 'floor', 'formula', 'from', 'full', 'functions', 'fused',
    'gauss', 'genetic', 'gradient', 'gradients', 'half-even', 'half-squared', 'halve-on-rise', 'hash',
    'he', 'header', 'hebb', 'high', 'hinge', 'history', 'huber', 'improvement', 'in', 'in-order',
    'in-place', 'initial', 'inputs', 'integers', 'inverse-time', 'java', 'keras', 'keys', 'l1', 'l2',
    'last', 'last-gradient', 'last-measures', 'latex', 'layer', 'layer-dropout', 'layer-rates', 'lecun',
    'linear', 'log', 'low', 'mae', 'markdown', 'matlab', 'max', 'mean', 'mean-absolute', 'mean-squared',
    'measures', 'minmax', 'misapplied', 'misclassified', 'momentum', 'moons', 'mse', 'nadam', 'names',
    'nan', 'nand', 'nesterov', 'next', 'nguyen-widrow', 'no-bias', 'no-header', 'noisy-xor', 'nor',
    'normal', 'normalize', 'not', 'numbers', 'numpy', 'off', 'on', 'onehot', 'or', 'order', 'out',
    'output', 'outputs', 'parameters', 'parity', 'patience', 'perceptron', 'perceptron-target', 'plus',
    'population', 'product', 'progress', 'python', 'python-normalvariate', 'quickprop', 'random',
    'rest', 'result', 'rmsprop', 'round', 'rprop', 'samples', 'second', 'seconds', 'sent-back',
    'settings', 'sgd', 'sign', 'single', 'sklearn', 'snns', 'spiral', 'split', 'squared', 'sse',
    'start', 'states', 'stream', 'strict', 'sum', 'summary', 'target', 'targets', 'tensorflow',
    'textbook', 'threshold', 'to', 'together', 'torch', 'torch-double', 'training', 'truncate',
    'uniform', 'unit', 'units', 'until', 'updates', 'values', 'variables', 'widrow-hoff',
    'with-replacement', 'wrong', 'xavier', 'xnor', 'xor', 'zeros', 'zscore',
)


class NnLexer(RegexLexer):
    name = 'nnsh'
    aliases = ['nn', 'nnsh']
    filenames = ['*.nn']

    tokens = {
        'root': [
            (r'\s+', Text),
            (r'#>.*$', Generic.Output),
            (r'#.*$', Comment.Single),
            (r'(nn> )', Generic.Prompt),
            (r'!', Keyword),
            (words(COMMANDS, prefix=r'(?<![\w.-])', suffix=r'(?![\w-])'), Keyword),
            (words(OPERANDS, prefix=r'(?<![\w.-])', suffix=r'(?![\w(.-])'), Keyword.Type),
            (r'"(?:\\.|[^"\\])*"', String.Double),
            (r"'[^']*'", String.Single),
            (r'(?<![\w])\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?', Number),
            (r'[A-Za-z_][\w]*', Name),
            (r'[-+*/^=<>!]+', Operator),
            (r'[^\s]', Punctuation),
        ],
    }
