"""What the templates show of a spec's operations: resources, their methods, and the code behind.

Everything here that becomes source is an identifier, a literal or a docstring that was made safe.
"""

import re

import attrs

from .document import Node
from .kinds import Kind, ListOf, Model, Nullable
from .lifting import Lifted, Slot
from .literals import entry, literal, prose, summary
from .modelling import Names
from .naming import pascal
from .operations import Api, Operation
from .runtime.errors import status_error_type
from .schemas import Field
from .sending import Sending
from .settling import Settling, settling_of
from .vendor import Completion, Vendor


@attrs.frozen
class Argument:
    """An argument of a method.

    Attributes:
        name: Its name.
        annotation: Its type, without `Unset`.
        required: Whether it must be given.
        positional: Whether it may be given by place.
        document: Its line in the docstring.
    """

    name: str
    annotation: str
    required: bool
    positional: bool
    document: str

    @property
    def declaration(self) -> str:
        """The argument in a signature."""
        if self.required:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation} | Unset = UNSET"


@attrs.frozen
class Pages:
    """How a method's answer comes in pages: the names of arguments, and the key of an item."""

    page: str
    size: str
    default: int
    item: str
    key: str


@attrs.frozen
class Method:
    """A method of a resource, and the coroutine behind it.

    Attributes:
        operation: The operation.
        arguments: What a user gives.
        document: The docstring, but for its quotes.
        decode: The name of what decodes an answer.
        decoded: Its body, where it has to be written.
        decoded_exact: The same for an answer that is as the spec says.
        accepts: The JSON types of an answer, as the inside of a tuple.
        required: The properties that an answer always has, as the inside of a list.
        refusal_names: The properties that only a refusal has, as the inside of a list.
        errors: What decodes each refusal, as the inside of a dict.
        statements: What the coroutine does before it sends.
        path: An expression for the path.
        pages: How the answer comes in pages, if it does.
        settling: What becomes of a call whose answer was lost.
    """

    operation: Operation
    arguments: list[Argument]
    document: str
    decode: str
    decoded: str | None
    decoded_exact: str
    accepts: str
    required: str
    refusal_names: str
    errors: str
    statements: list[str]
    path: str
    pages: Pages | None
    settling: Settling

    @property
    def name(self) -> str:
        """The name of the method."""
        return self.operation.method

    @property
    def coroutine(self) -> str:
        """The name of the coroutine that both clients share."""
        return f"_{self.name}"

    @property
    def constant(self) -> str:
        """The name of what a call needs to know of the operation."""
        return f"_{self.name.upper()}"

    @property
    def success(self) -> str:
        """The statuses of success."""
        return ", ".join(map(str, self.operation.success))

    @property
    def answer(self) -> str:
        """The type of an answer."""
        return "None" if self.operation.answer is None else self.operation.answer.annotation

    @property
    def positional(self) -> list[Argument]:
        """Arguments that may be given by place."""
        return [each for each in self.arguments if each.positional]

    @property
    def keyword(self) -> list[Argument]:
        """Arguments that are given by name: those that must be given come first."""
        named = [each for each in self.arguments if not each.positional]
        if self.pages is not None:
            named = [each for each in named if each.name != self.pages.page]
        return sorted(named, key=lambda each: not each.required)

    @property
    def signature(self) -> str:
        """The arguments of the method, without `self`."""
        by_name = [each.declaration for each in self.keyword]
        if self.pages is not None:
            pages = self.pages
            by_name = [each.declaration for each in self.keyword if each.name != pages.size]
            by_name.append(f"{pages.size}: int = {pages.default}")
        return _declared([each.declaration for each in self.positional], by_name)

    @property
    def shared_signature(self) -> str:
        """The arguments of the coroutine, without `core`."""
        by_place = [each.declaration for each in self.positional]
        if self.pages is not None:
            by_place.insert(0, f"{self.pages.page}: int")
        return _declared(by_place, [each.declaration for each in self.keyword])

    @property
    def passed(self) -> str:
        """The arguments as the method passes them on."""
        by_place = [] if self.pages else [each.name for each in self.positional]
        by_name = [*(self.positional if self.pages else ()), *self.keyword]
        return ", ".join([*by_place, *(f"{each.name}={each.name}" for each in by_name)])


def _declared(by_place: list[str], by_name: list[str]) -> str:
    return ", ".join([*by_place, *(["*", *by_name] if by_name else ())])


@attrs.frozen
class Resource:
    """A part of the client.

    Attributes:
        name: The attribute of the client, and the module.
        class_name: The class of the synchronous client's.
        document: The docstring.
        methods: Its methods.
        public: Whether a client shows it: the login's is behind the client.
        imports: Module and name of the classes that it uses.
        completions: The hand-written modules that it uses.
    """

    name: str
    class_name: str
    document: str
    methods: list[Method]
    public: bool
    imports: list[tuple[str, str]]
    completions: list[str]

    def within_class(self, annotation: str) -> str:
        """An annotation in a class that may have a method `list`."""
        if any(each.name == "list" for each in self.methods):
            return re.sub(r"\blist\[", "builtins.list[", annotation)
        return annotation


@attrs.frozen
class Methods:
    """Makes the resources of one client."""

    api: Api
    vendor: Vendor
    names: Names
    root: Node

    def resources(self) -> list[Resource]:
        """All resources, in the order of the spec."""
        by_name: dict[str, list[Operation]] = {}
        for each in self.api.operations:
            by_name.setdefault(each.resource, []).append(each)
        tags = self._tags()
        return [self._resource(name, tags, found) for name, found in by_name.items()]

    def _tags(self) -> dict[str, str]:
        tags = self.root.get("tags")
        listed = list(tags.items()) if tags is not None else []
        return {each.need("name").text(): each.text_at("description") for each in listed}

    def _resource(self, name: str, tags: dict[str, str], operations: list[Operation]) -> Resource:
        used = set[str]().union(*map(_classes, operations))
        completions = (self.vendor.completions.get(each.id) for each in operations)
        return Resource(
            name=name,
            class_name=f"{pascal(name)}Resource",
            document=summary(tags.get(name) or name.replace("_", " ").capitalize()),
            methods=[self._method(each) for each in operations],
            public=not any(each.id == self.vendor.login_operation for each in operations),
            imports=sorted((self.names.modules[each], each) for each in used),
            completions=sorted({each.module for each in completions if each is not None}),
        )

    def _method(self, operation: Operation) -> Method:
        completion = self.vendor.completions.get(operation.id)
        arguments = self._arguments(operation, completion)
        pages = self._pages(operation)
        sending = Sending(operation, self.names, self.vendor.settings, completion)
        decode, decoded, decoded_exact = _decoder(operation)
        others = {each.id: each for each in self.api.operations}
        settling = settling_of(operation, others, self.api.schemas)
        accepts = () if operation.answer is None else _accepted(operation.answer)
        return Method(
            operation=operation,
            arguments=arguments,
            document=self._document(operation, arguments, pages, sending.spoken(), settling),
            decode=decode,
            decoded=decoded,
            decoded_exact=decoded_exact,
            accepts="".join(f"{each}, " for each in accepts),
            required=self._required_names(operation),
            refusal_names=self._refusal_names(operation),
            errors=", ".join(
                f"{each.status}: {f'{each.model}.from_dict' if each.model else 'None'}"
                for each in operation.refusals
            ),
            statements=sending.statements(),
            path=sending.path(),
            pages=pages,
            settling=settling,
        )

    def _fields(self, model: str | None) -> list[Field]:
        return [] if model is None else self.api.schemas.models[model].fields

    def _answer_fields(self, operation: Operation) -> list[Field]:
        answer = operation.answer
        return self._fields(answer.name) if isinstance(answer, Model) else []

    def _required_names(self, operation: Operation) -> str:
        found = self._answer_fields(operation)
        return ", ".join(literal(each.wire) for each in found if each.required)

    def _refusal_names(self, operation: Operation) -> str:
        models = {each.model for each in operation.refusals}
        names = {each.wire for model in models for each in self._fields(model)}
        names -= {each.wire for each in self._answer_fields(operation)}
        return ", ".join(map(literal, sorted(names)))

    def _pages(self, operation: Operation) -> Pages | None:
        paging, answer = operation.paging, operation.answer
        if paging is None:
            return None
        assert isinstance(answer, ListOf)
        item = answer.item.annotation
        return Pages(
            page=self.names.attributes[operation.id, paging.page],
            size=self.names.attributes[operation.id, paging.size],
            default=paging.default,
            item=item,
            key=self.names.attributes[item, paging.item_id],
        )

    def _arguments(self, operation: Operation, completion: Completion | None) -> list[Argument]:
        found = []
        for place, field in operation.arguments:
            if field.wire in self.vendor.settings:
                continue
            filled = completion is not None and completion.fills == field.wire
            if filled and completion is not None:
                found.append(_completing(completion))
            name = self.names.attributes[operation.id, field.wire]
            found.append(
                Argument(
                    name=name,
                    annotation=field.kind.argument_annotation,
                    required=field.required and not filled,
                    positional=place == "path",
                    document=entry(name, field.said(constrained=True), 12),
                )
            )
        return found

    def _document(
        self,
        operation: Operation,
        arguments: list[Argument],
        pages: Pages | None,
        spoken: dict[str, str],
        settling: Settling,
    ) -> str:
        parts = [summary(operation.summary)]
        if operation.description.strip():
            parts.append(prose(in_python(operation.description, spoken), 8))
        if operation.moves_money:
            parts.append("This call moves money.")
        shown = [each.document for each in arguments if pages is None or each.name != pages.page]
        if shown:
            parts.append("\n".join(["Args:", *shown]))
        said = operation.answer_description
        if pages is not None:
            said = "All items of all pages, fetched as they are needed; `.page(n)` gives one page."
        if said.strip():
            parts.append(f"Returns:\n            {prose(said, 12)}")
        raises = [
            entry(status_error_type(each.status).__name__, f"{each.status}. {each.description}", 12)
            for each in operation.refusals
            if operation.safe or not 500 <= each.status <= 599 or each.status == 501
        ]
        if not operation.safe:
            said = f"It may have happened. {settling.advice}"
            raises.append(entry("OutcomeUnknown", said, 12))
        raises.append(entry("ClientError", "Anything else that can go wrong; see `errors`.", 12))
        parts.append("\n".join(["Raises:", *raises]))
        if operation.section:
            parts.append(prose(f"Source: {self.api.title}, section “{operation.section}”.", 8))
        return "\n\n        ".join(parts)


def in_python(text: str, spoken: dict[str, str]) -> str:
    """A description with the names that a user knows in place of those on the wire.

    Only what stands between backticks is a name: `a[b]` is a value, `a[b][...]` all that is in it.
    """

    def said(match: re.Match[str]) -> str:
        wire = match[1]
        if wire in spoken:
            return f"`{spoken[wire]}`"
        group = wire.removesuffix("[...]")
        within = [each for each in spoken if group != wire and each.startswith(f"{group}[")]
        if not within:
            return match[0]
        below = within[0].count("[") - group.count("[")
        return f"`{'.'.join(spoken[within[0]].split('.')[:-below])}`"

    return re.sub(r"`([^`\s]+)`", said, text)


def _completing(completion: Completion) -> Argument:
    return Argument(
        name=completion.argument,
        annotation=completion.annotation,
        required=False,
        positional=False,
        document=entry(completion.argument, completion.description, 12),
    )


def _classes(operation: Operation) -> set[str]:
    """The generated classes that the code of an operation names."""
    kinds: list[Kind] = [field.kind for _, field in operation.arguments]
    kinds += [] if operation.answer is None else [operation.answer]
    kinds += [Model(refusal.model) for refusal in operation.refusals if refusal.model]
    within = [_classes_within(each) for each in (*operation.query, *operation.body)]
    return set[str]().union(*(kind.models for kind in kinds), *within)


def _classes_within(lifted: Lifted) -> set[str]:
    if isinstance(lifted, Slot):
        return set(lifted.field.kind.models)
    return {lifted.model.name}.union(*map(_classes_within, lifted.children))


def _decoder(operation: Operation) -> tuple[str, str | None, str]:
    """The name of what decodes an answer, and its two bodies where they have to be written."""
    answer = operation.answer
    if answer is None:
        return "nothing", None, ""
    if isinstance(answer, Model):
        return f"{answer.name}.from_dict", None, ""
    # No method has two underscores in its name, so no coroutine is named so.
    decoded, exact = answer.decode("value", "{at}"), answer.exact("value")
    return f"_decode__{operation.method}", decoded, exact


def _accepted(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, Nullable):
        return (*_accepted(kind.inner), "type(None)")
    return kind.accepts or ("dict", "list", "str", "int", "float", "bool", "type(None)")
