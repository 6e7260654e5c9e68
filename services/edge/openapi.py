"""The OpenAPI page: one operation for each call of the contracts, and the pages that show it without the internet."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Body, FastAPI, Header, Path, Query
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from google.protobuf.descriptor import FieldDescriptor
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from swagger_ui_bundle import swagger_ui_path

from services.edge.comments import comment_of
from services.edge.contracts import Binding
from services.edge.idempotency import LONGEST_KEY
from services.edge.models import field_of, model_of, type_of
from services.kit.problems import MEDIA_TYPE

_ASSETS = "/docs/assets"
_REFUSALS = {
    401: "No shop has this API key.",
    403: "Not by this person, or not for this member.",
    404: "There is no such thing, or it is another shop's.",
    409: "It can't be now, or the Idempotency-Key was used for another request.",
    413: "The body is longer than a million bytes.",
    415: "The body is not announced as JSON.",
    422: "A field, or the JSON itself, is not as it should be; `errors` points at each.",
    500: "An error of ours.",
    503: "Something that the call needs is away; try again, with the same Idempotency-Key.",
}
_WITH_BODY_ONLY = (403, 409, 413, 415)


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
    comment = comment_of(method.full_name)
    app.add_api_route(
        binding.path,
        _described(binding),
        methods=[binding.verb],
        operation_id=f"{method.containing_service.name}.{method.name}",
        tags=[method.containing_service.name.removesuffix("Service").lower()],
        summary=method.name,
        description=comment,
        **_answers(binding),
    )
    app.router.routes[-1].app = endpoint  # type: ignore[attr-defined]


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
                "bearer": {"type": "http", "scheme": "bearer", "description": "The shop's API key."},
                "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same."},
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
        swagger_ui_parameters={"persistAuthorization": True, "displayRequestDuration": True},
    )

    async def docs() -> HTMLResponse:
        return page

    app.add_api_route("/docs", docs, include_in_schema=False)
    app.mount(_ASSETS, StaticFiles(directory=swagger_ui_path))


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
