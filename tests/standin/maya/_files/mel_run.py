"""Running MEL."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from maya._core.interface import GLOBALS
from maya._core.session import session
from maya._files import mel_calls
from maya._files.mel_parser import Tree, parse
from maya._files.mel_values import (
    DEFAULTS,
    MelError,
    as_number,
    as_text,
    convert,
    equal,
    kind_of,
    operate,
)


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


@dataclass
class Procedure:
    """A MEL procedure."""

    name: str
    kind: str
    parameters: list[tuple[str, str]]
    body: Tree


@dataclass
class Frame:
    """Variables of a call: values and declared types; ``globals`` are names that mean global ones."""

    values: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)


def global_frame() -> Frame:
    """The global variables."""
    frame = session.state.get("mel_globals")
    if frame is None:
        frame = session.state["mel_globals"] = Frame()
        if not session.batch:
            frame.values.update(GLOBALS)
            frame.kinds.update(dict.fromkeys(GLOBALS, "string"))
    return frame


def procedures() -> dict[str, Procedure]:
    """Global procedures by name."""
    return session.state.setdefault("mel_procedures", {})


class Interpreter:
    """Runs trees in a frame of variables."""

    def __init__(self, frame: Frame, local_procedures: dict[str, Procedure] | None = None) -> None:
        self.frame = frame
        self.local_procedures = local_procedures if local_procedures is not None else {}

    # -- statements --------------------------------------------------------------------------

    def run(self, trees: list[Tree]) -> Any:
        """Run statements; gives the value of the last one."""
        result = None
        for tree in trees:
            result = self.statement(tree)
        return result

    def statement(self, tree: Tree) -> Any:
        """Run one statement."""
        return getattr(self, f"_do_{tree[0]}")(*tree[1:])

    def _do_block(self, trees: list[Tree]) -> None:
        self.run(trees)

    def _do_run(self, tree: Tree) -> Any:
        return self.value(tree)

    def _do_if(self, condition: Tree, then: Tree, otherwise: Tree) -> None:
        self.statement(then if self.truth(condition) else otherwise)

    def _loop(self, body: Tree) -> bool:
        """Run a loop's body once; says whether to go on."""
        try:
            self.statement(body)
        except _Continue:
            pass
        except _Break:
            return False
        return True

    def _do_while(self, condition: Tree, body: Tree) -> None:
        while self.truth(condition) and self._loop(body):
            pass

    def _do_do(self, condition: Tree, body: Tree) -> None:
        while self._loop(body) and self.truth(condition):
            pass

    def _do_for(
        self, first: list[Tree], condition: list[Tree], steps: list[Tree], body: Tree
    ) -> None:
        for tree in first:
            self.value(tree)
        while all(self.truth(tree) for tree in condition) and self._loop(body):
            for tree in steps:
                self.value(tree)

    def _do_forin(self, name: str, source: Tree, body: Tree) -> None:
        items = self.value(source)
        for item in items if isinstance(items, list) else [items] if items is not None else []:
            self.assign(name, item)
            if not self._loop(body):
                return

    def _do_switch(self, value: Tree, cases: list[tuple[Tree | None, list[Tree]]]) -> None:
        wanted = self.value(value)
        start = next(
            (
                n
                for n, (case, _) in enumerate(cases)
                if case is not None and equal(self.value(case), wanted)
            ),
            None,
        )
        if start is None:
            start = next((n for n, (case, _) in enumerate(cases) if case is None), len(cases))
        try:
            for _, body in cases[start:]:
                self.run(body)
        except _Break:
            pass

    def _do_break(self) -> None:
        raise _Break

    def _do_continue(self) -> None:
        raise _Continue

    def _do_return(self, value: Tree | None) -> None:
        raise _Return(None if value is None else self.value(value))

    def _do_declare(self, is_global: bool, kind: str, items: list[Any]) -> Any:
        result = None
        for name, dimensions, tree in items:
            full = kind + "[]" * (1 if dimensions else 0)
            frame = self.frame
            if is_global:
                self.frame.globals.add(name)
                frame = global_frame()
            if name not in frame.kinds or not is_global:
                frame.kinds[name] = full
                frame.values.setdefault(name, [] if dimensions else DEFAULTS[kind])
                if not is_global and tree is None and frame is not global_frame():
                    frame.values[name] = [] if dimensions else DEFAULTS[kind]
            if tree is not None:
                result = self.assign(name, self.value(tree))
        return result

    def _do_proc(
        self, is_global: bool, kind: str, name: str, parameters: list[Any], body: Tree
    ) -> None:
        made = Procedure(name, kind, parameters, body)
        (procedures() if is_global else self.local_procedures)[name] = made

    # -- variables ---------------------------------------------------------------------------

    def _frame_of(self, name: str) -> Frame:
        return global_frame() if name in self.frame.globals else self.frame

    def assign(self, name: str, value: Any) -> Any:
        """Give a variable a value of its type."""
        frame = self._frame_of(name)
        kind = frame.kinds.setdefault(name, kind_of(value))
        frame.values[name] = value = convert(
            kind, list(value) if isinstance(value, list) else value
        )
        return value

    def _store(self, target: Tree, value: Any) -> Any:
        if target[0] == "variable":
            return self.assign(target[1], value)
        if target[0] == "index":
            array = (
                self.value(target[1])
                if target[1][0] != "variable"
                else self._array(target[1][1], value)
            )
            index = int(as_number(self.value(target[2])))
            kind = (
                self._frame_of(target[1][1]).kinds.get(target[1][1], "string[]")
                if target[1][0] == "variable"
                else "float[]"
            )
            while len(array) <= index:
                array.append(DEFAULTS[kind.removesuffix("[]")])
            array[index] = convert(kind.removesuffix("[]"), value)
            return array[index]
        if target[0] == "member":
            vector = list(self.value(target[1]))
            vector["xyz".index(target[2])] = float(as_number(value))
            return self._store(target[1], tuple(vector))
        raise MelError("Invalid use of Maya object in assignment\n")

    def _array(self, name: str, value: Any) -> list[Any]:
        frame = self._frame_of(name)
        if name not in frame.kinds:
            frame.kinds[name] = f"{kind_of(value)}[]"
            frame.values[name] = []
        array = frame.values.setdefault(name, [])
        if not isinstance(array, list):
            raise MelError(f'"${name}" is not an array.\n')
        return array

    # -- expressions -------------------------------------------------------------------------

    def value(self, tree: Tree) -> Any:
        """The value of an expression."""
        return getattr(self, f"_get_{tree[0]}")(*tree[1:])

    def truth(self, tree: Tree) -> bool:
        """Whether a condition holds."""
        value = self.value(tree)
        if isinstance(value, str):
            return value not in ("", "0", "false", "off", "no") and (
                as_number(value) != 0 or value in ("true", "on", "yes")
            )
        return bool(as_number(value)) if not isinstance(value, list) else bool(value)

    def _get_number(self, value: Any) -> Any:
        return value

    _get_text = _get_word = _get_number

    def _get_flag(self, text: str) -> str:
        return mel_calls.FlagWord(text)

    def _get_variable(self, name: str) -> Any:
        frame = self._frame_of(name)
        if name not in frame.values:
            if self.frame is not global_frame():
                raise MelError(f'"${name}" is an undeclared variable.\n')
            frame.values[name] = ""
            frame.kinds[name] = "string"
        return frame.values[name]

    def _get_index(self, tree: Tree, index: Tree) -> Any:
        array, number = self.value(tree), int(as_number(self.value(index)))
        if isinstance(array, list) and number < 0:
            raise MelError(f"Array index {number} is out of range.\n")
        if isinstance(array, (list, tuple)) and number < len(array):
            return array[number]
        kind = (
            self._frame_of(tree[1]).kinds.get(tree[1], "string[]")
            if tree[0] == "variable"
            else "string[]"
        )
        return DEFAULTS.get(kind.removesuffix("[]"), "")

    def _get_member(self, tree: Tree, letter: str) -> float:
        return self.value(tree)["xyz".index(letter)]

    def _get_unary(self, mark: str, tree: Tree) -> Any:
        if mark == "!":
            return int(not self.truth(tree))
        value = self.value(tree)
        if isinstance(value, tuple):
            return tuple(-part for part in value) if mark == "-" else value
        number = as_number(value)
        return -number if mark == "-" else number

    def _get_binary(self, mark: str, left: Tree, right: Tree) -> Any:
        if mark == "&&":
            return int(self.truth(left) and self.truth(right))
        if mark == "||":
            return int(self.truth(left) or self.truth(right))
        return operate(mark, self.value(left), self.value(right))

    def _get_ternary(self, condition: Tree, one: Tree, other: Tree) -> Any:
        return self.value(one if self.truth(condition) else other)

    def _get_assign(self, mark: str, target: Tree, tree: Tree) -> Any:
        value = self.value(tree)
        if mark != "=":
            value = operate(mark[0], self.value(target), value)
        return self._store(target, value)

    def _get_step(self, mark: str, target: Tree, before: bool) -> Any:
        old = self.value(target)
        new = self._store(target, operate(mark[0], old, 1))
        return new if before else old

    def _get_array(self, items: list[Tree]) -> list[Any]:
        values = [self.value(item) for item in items]
        if values and any(isinstance(value, str) for value in values):
            return [as_text(value) for value in values]
        return values

    def _get_vector(self, items: list[Tree]) -> tuple[float, ...]:
        return tuple(float(as_number(self.value(item))) for item in items)

    def _get_cast(self, kind: str, tree: Tree) -> Any:
        return convert(kind, self.value(tree))

    def _get_call(self, name: str, arguments: list[Tree]) -> Any:
        if name in ("catch", "catchQuiet"):
            return self._caught(arguments)
        return self.call(name, [self.value(argument) for argument in arguments], arguments)

    def _get_command(self, name: str, words: list[Tree]) -> Any:
        if name in ("catch", "catchQuiet"):
            return self._caught(words)
        return self.call(name, [self.value(word) for word in words], words)

    def _caught(self, trees: list[Tree]) -> int:
        try:
            for tree in trees:
                self.value(tree)
        except (_Break, _Continue, _Return):
            raise
        except Exception as error:
            sys.stderr.write(f"Error: {error}\n")
            return 1
        return 0

    def call(self, name: str, arguments: list[Any], trees: list[Tree]) -> Any:
        """Run a procedure, a built-in function or a command."""
        procedure = self.local_procedures.get(name) or procedures().get(name)
        if procedure is not None:
            return self._run_procedure(procedure, arguments)
        from maya._files.mel_functions import FUNCTIONS, IN_PLACE

        if name in IN_PLACE and any(tree[0] == "variable" for tree in trees):
            return IN_PLACE[name](self, trees, arguments)
        if name in FUNCTIONS:
            return FUNCTIONS[name](*arguments)
        if mel_calls.is_command(name):
            return mel_calls.call(name, arguments)
        if mel_calls.source_for(name):
            procedure = procedures().get(name)
            if procedure is not None:
                return self._run_procedure(procedure, arguments)
        raise MelError(f'Cannot find procedure "{name}".\n')

    def _run_procedure(self, procedure: Procedure, arguments: list[Any]) -> Any:
        if len(arguments) != len(procedure.parameters):
            raise MelError(f"Wrong number of arguments on call to {procedure.name}.\n")
        frame = Frame()
        for (name, kind), value in zip(procedure.parameters, arguments, strict=True):
            frame.kinds[name] = kind
            frame.values[name] = (
                convert(kind, value)
                if not kind.endswith("[]") or not isinstance(value, list)
                else value
            )
        try:
            Interpreter(frame, self.local_procedures).statement(procedure.body)
        except _Return as result:
            if procedure.kind:
                return convert(procedure.kind, result.value)
            return None
        return convert(procedure.kind, None) if procedure.kind else None


def run(text: str, frame: Frame | None = None) -> Any:
    """Run a text in the global frame, or another one; gives the value of the last statement."""
    interpreter = Interpreter(frame or global_frame())
    try:
        return interpreter.run(parse(text))
    except _Return as result:
        return result.value
