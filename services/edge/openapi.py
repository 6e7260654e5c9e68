"""The OpenAPI page: one operation for each call of the contracts, and the pages that show it without the internet."""

from __future__ import annotations

import base64
import inspect
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Body, FastAPI, Header, Path, Query
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from swagger_ui_bundle import swagger_ui_path

from services.edge.access.rules import rule_of
from services.edge.access.words import sentence
from services.edge.comments import comment_of
from services.edge.contracts import Binding
from services.edge.idempotency import LONGEST_KEY
from services.edge.models import field_of, model_of, type_of
from services.kit.problems import MEDIA_TYPE

_ASSETS = "/docs/assets"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_REFUSALS = {
    401: "The credential is nobody's, or no longer good.",
    403: "Not with this role or scope, not for this member, or not for another.",
    404: "There is no such thing, or it is another shop's.",
    409: "It can't be now, or the Idempotency-Key was used for another request.",
    413: "The body is longer than a million bytes.",
    415: "The body is not announced as JSON.",
    422: "A field, or the JSON itself, is not as it should be; `errors` points at each.",
    429: "Too many calls; `Retry-After` says when the next is taken.",
    500: "An error of ours.",
    503: "Something that the call needs is away; try again, with the same Idempotency-Key.",
}
_WITH_BODY_ONLY = (409, 413, 415)


class ProblemError(BaseModel):
    """One field that is not as it should be."""

    model_config = ConfigDict(extra="forbid")

    pointer: str = Field(description="JSON pointer to the field, as a URI fragment.", examples=["#/from/address"])
    reason: str = Field(examples=["REQUIRED"])
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details. `reason` is the stable name of what went wrong, `trace_id` finds it in the logs."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    instance: str
    reason: str = Field(examples=["INVALID_FIELDS"])
    errors: list[ProblemError]
    trace_id: str | None = None


def add_call(app: FastAPI, binding: Binding, endpoint: ASGIApp) -> None:
    """Routes the call's path to the endpoint, and describes it. FastAPI makes the description and finds the route; the
    endpoint gets the request as it came, since binding it is the transcoder's."""
    method = binding.method
    app.add_api_route(
        binding.path,
        _described(binding),
        methods=[binding.verb],
        operation_id=f"{method.containing_service.name}.{method.name}",
        tags=[method.containing_service.name.removesuffix("Service").lower()],
        summary=method.name,
        description=_description(method),
        **_answers(binding),
    )
    app.router.routes[-1].app = endpoint  # type: ignore[attr-defined]


def _description(method: MethodDescriptor) -> str:
    """What the call does, and who may make it."""
    comment, rule = comment_of(method.full_name), rule_of(method)
    return "\n\n".join(filter(None, (comment, sentence(rule) if rule is not None else "")))


def _answers(binding: Binding) -> dict[str, Any]:
    """What FastAPI is to know of the call's answers."""
    refused = refusals(*(code for code in _REFUSALS if binding.has_body or code not in _WITH_BODY_ONLY))
    if not binding.answers_body:
        return {"response_model": model_of(binding.method.output_type), "responses": refused}
    # Bytes of a type of their own, which the call's description tells.
    body = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
    return {"response_model": None, "response_class": Response, "responses": {200: body, **refused}}


def refusals(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The descriptions of these answers."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {code: {"description": _REFUSALS[code], "content": {MEDIA_TYPE: schema}} for code in codes}


def describe(app: FastAPI, tags: dict[str, str]) -> None:
    """Completes what FastAPI makes: who a caller is, what a problem looks like, what the tags mean."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                tags=[{"name": name, "description": said} for name, said in tags.items()],
            )
            components = made.setdefault("components", {})
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            components.setdefault("schemas", {}).update(problem.pop("$defs"), Problem=problem)
            components["securitySchemes"] = {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A person's token, or a system's API key.",
                },
                "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "An API key."},
            }
            made["security"] = [{"bearer": []}, {"api_key": []}]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def add_docs(app: FastAPI) -> None:
    """`/docs`: Swagger UI from the package that ships it."""
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title=app.title,
        swagger_js_url=f"{_ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{_ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{_ASSETS}/favicon-32x32.png",
        swagger_ui_parameters={"displayRequestDuration": True},
    )
    page.headers["content-security-policy"] = _only_what_it_is_made_of(page.body.decode())

    async def docs() -> HTMLResponse:
        return page

    app.add_api_route("/docs", docs, include_in_schema=False)
    app.mount(_ASSETS, StaticFiles(directory=swagger_ui_path))


def _only_what_it_is_made_of(page: str) -> str:
    """The policy of the page: its own files and its one script run, and it calls us alone. Swagger UI sets styles as it
    goes, and has its pictures within them."""
    (script,) = _INLINE.findall(page)
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    allowed = {
        "default-src": "'none'",
        "script-src": f"'self' 'sha256-{digest}'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{what} {whose}" for what, whose in allowed.items())


def _described(binding: Binding) -> Callable[..., None]:
    """A function whose signature says what the call takes."""
    parameters = [_parameter(field, Path) for field in binding.path_fields]
    if binding.has_body:
        in_path = frozenset(field.name for field in binding.path_fields)
        body = model_of(binding.method.input_type, in_path)
        parameters.append(
            inspect.Parameter("body_", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[body, Body()])
        )
        parameters.append(_idempotency_key())
    else:
        parameters += [_parameter(field, Query) for field in binding.other_fields]

    def described(**_: Any) -> None:
        raise AssertionError("the transcoder answers")

    described.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    described.__name__ = binding.method.name
    return described


def _parameter(field: FieldDescriptor, place: Callable[..., Any]) -> inspect.Parameter:
    _, known = field_of(field)
    default = known.pop("default")
    if place is Path or default is ...:
        default = inspect.Parameter.empty
    return inspect.Parameter(
        f"{field.name}_",
        inspect.Parameter.KEYWORD_ONLY,
        # A text can't be null: what isn't given is left out.
        annotation=Annotated[type_of(field), place(alias=field.name, **known)],
        default=default,
    )


def _idempotency_key() -> inspect.Parameter:
    header = Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        pattern="^[ -~]+$",
        description="The first answer to a key is the answer to it, for a day.",
    )
    return inspect.Parameter(
        "idempotency_key", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[str, header], default=None
    )
