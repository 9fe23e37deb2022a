// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports at the end are meant to be read.
// Generated from spec/schemas by `npm run generate`. Not edited by hand.
import type { ProtectedHeader } from './header.ts';
import type { Claims } from './claims.ts';
import type { StatementJson } from './statement.ts';

/** Why a value does not have the shape of a schema. */
export interface SchemaFault {
  /** JSON Pointer into the value */
  readonly instancePath: string;
  /** JSON Pointer into the schema, ending in the keyword */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A type guard that keeps the fault of its last call. */
export interface Validator<T> {
  (value: unknown): value is T;
  readonly errors?: readonly SchemaFault[] | null;
}

var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var require_ucs2length = __commonJS({
  "ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
  }
});
var raw0 = validate21;
var schema32 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "header", "type": "object", "required": ["alg", "kid", "typ"], "properties": { "alg": { "type": "string", "enum": ["Ed25519"] }, "kid": { "type": "string", "pattern": "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" }, "typ": { "type": "string", "enum": ["allod-op", "allod-rec", "allod-batch", "allod-rcpt", "allod-hs", "allod-snap"] } }, "additionalProperties": false };
var func0 = Object.prototype.hasOwnProperty;
var pattern5 = new RegExp("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.alg === void 0 || !func0.call(data, "alg")) && (missing0 = "alg") || (data.kid === void 0 || !func0.call(data, "kid")) && (missing0 = "kid") || (data.typ === void 0 || !func0.call(data, "typ")) && (missing0 = "typ")) {
        validate21.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "alg" || key0 === "kid" || key0 === "typ")) {
            validate21.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.alg !== void 0 && func0.call(data, "alg")) {
            let data0 = data.alg;
            const _errs2 = errors;
            if (typeof data0 !== "string") {
              validate21.errors = [{ instancePath: instancePath + "/alg", schemaPath: "#/properties/alg/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
            if (!(data0 === "Ed25519")) {
              validate21.errors = [{ instancePath: instancePath + "/alg", schemaPath: "#/properties/alg/enum", keyword: "enum", params: { allowedValues: schema32.properties.alg.enum } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.kid !== void 0 && func0.call(data, "kid")) {
              let data1 = data.kid;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 === "string") {
                  if (!pattern5.test(data1)) {
                    validate21.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/properties/kid/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                    return false;
                  }
                } else {
                  validate21.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/properties/kid/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.typ !== void 0 && func0.call(data, "typ")) {
                let data2 = data.typ;
                const _errs6 = errors;
                if (typeof data2 !== "string") {
                  validate21.errors = [{ instancePath: instancePath + "/typ", schemaPath: "#/properties/typ/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
                if (!(data2 === "allod-op" || data2 === "allod-rec" || data2 === "allod-batch" || data2 === "allod-rcpt" || data2 === "allod-hs" || data2 === "allod-snap")) {
                  validate21.errors = [{ instancePath: instancePath + "/typ", schemaPath: "#/properties/typ/enum", keyword: "enum", params: { allowedValues: schema32.properties.typ.enum } }];
                  return false;
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate21.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var raw1 = validate22;
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.t !== void 0 && func0.call(data, "t")) {
        let data0 = data.t;
        const _errs1 = errors;
        if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
          validate22.errors = [{ instancePath: instancePath + "/t", schemaPath: "#/properties/t/type", keyword: "type", params: { type: "integer" } }];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 9007199254740991 || isNaN(data0)) {
              validate22.errors = [{ instancePath: instancePath + "/t", schemaPath: "#/properties/t/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
              return false;
            } else {
              if (data0 < 0 || isNaN(data0)) {
                validate22.errors = [{ instancePath: instancePath + "/t", schemaPath: "#/properties/t/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                return false;
              }
            }
          }
        }
      }
    } else {
      validate22.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate22.errors = vErrors;
  return errors === 0;
}
validate22.evaluated = { "props": { "t": true }, "dynamicProps": false, "dynamicItems": false };
var raw2 = validate23;
var func70 = require_ucs2length().default;
var pattern6 = new RegExp("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$", "u");
var pattern7 = new RegExp("^[A-Za-z0-9_-]{85}[AQgw]$", "u");
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate23.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.st === void 0 || !func0.call(data, "st")) && (missing0 = "st") || (data.sig === void 0 || !func0.call(data, "sig")) && (missing0 = "sig")) {
        validate23.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.st !== void 0 && func0.call(data, "st")) {
          let data0 = data.st;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (func70(data0) > 88066) {
                validate23.errors = [{ instancePath: instancePath + "/st", schemaPath: "#/properties/st/maxLength", keyword: "maxLength", params: { limit: 88066 } }];
                return false;
              } else {
                if (!pattern6.test(data0)) {
                  validate23.errors = [{ instancePath: instancePath + "/st", schemaPath: "#/properties/st/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$" } }];
                  return false;
                }
              }
            } else {
              validate23.errors = [{ instancePath: instancePath + "/st", schemaPath: "#/properties/st/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.sig !== void 0 && func0.call(data, "sig")) {
            let data1 = data.sig;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern7.test(data1)) {
                  validate23.errors = [{ instancePath: instancePath + "/sig", schemaPath: "#/properties/sig/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{85}[AQgw]$" } }];
                  return false;
                }
              } else {
                validate23.errors = [{ instancePath: instancePath + "/sig", schemaPath: "#/properties/sig/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate23.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate23.errors = vErrors;
  return errors === 0;
}
validate23.evaluated = { "props": { "st": true, "sig": true }, "dynamicProps": false, "dynamicItems": false };

/** Whether a value has the shape of {@link ProtectedHeader}; if not, `errors` holds the first fault until the next call. */
export const isProtectedHeader: Validator<ProtectedHeader> = raw0 as unknown as Validator<ProtectedHeader>;

/** Whether a value has the shape of {@link Claims}; if not, `errors` holds the first fault until the next call. */
export const isClaims: Validator<Claims> = raw1 as unknown as Validator<Claims>;

/** Whether a value has the shape of {@link StatementJson}; if not, `errors` holds the first fault until the next call. */
export const isStatementJson: Validator<StatementJson> = raw2 as unknown as Validator<StatementJson>;
