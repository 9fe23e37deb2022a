// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports at the end are meant to be read.
// Generated from spec/schemas by `npm run generate`. Not edited by hand.
import type { UserInitClaims } from './user-init-claims.ts';

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
var schema45 = { "type": "object", "minProperties": 1, "maxProperties": 16, "propertyNames": { "pattern": "^[a-z]{1,16}$" }, "properties": { "admit": { "enum": ["open", "quorum"] } }, "additionalProperties": { "type": "string", "minLength": 1, "maxLength": 64 } };
var func0 = Object.prototype.hasOwnProperty;
var func107 = require_ucs2length().default;
var pattern5 = new RegExp("^[A-Za-z0-9_-]{21}[AQgw]$", "u");
var pattern6 = new RegExp("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "u");
var pattern13 = new RegExp("^[a-z]{1,16}$", "u");
var schema33 = { "type": "object", "required": ["kid", "lvl", "sig"], "additionalProperties": false, "properties": { "kid": { "$ref": "#/$defs/id" }, "lvl": { "enum": [20, 30, 40] }, "sig": { "oneOf": [{ "$ref": "#/$defs/ed25519" }, { "$ref": "#/$defs/p256" }] }, "enc": { "$ref": "#/$defs/x25519" }, "hw": { "const": true } } };
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
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
      if ((data.kty === void 0 || !func0.call(data, "kty")) && (missing0 = "kty") || (data.crv === void 0 || !func0.call(data, "crv")) && (missing0 = "crv") || (data.x === void 0 || !func0.call(data, "x")) && (missing0 = "x")) {
        validate23.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "kty" || key0 === "crv" || key0 === "x")) {
            validate23.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.kty !== void 0 && func0.call(data, "kty")) {
            const _errs2 = errors;
            if ("OKP" !== data.kty) {
              validate23.errors = [{ instancePath: instancePath + "/kty", schemaPath: "#/properties/kty/const", keyword: "const", params: { allowedValue: "OKP" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.crv !== void 0 && func0.call(data, "crv")) {
              const _errs3 = errors;
              if ("Ed25519" !== data.crv) {
                validate23.errors = [{ instancePath: instancePath + "/crv", schemaPath: "#/properties/crv/const", keyword: "const", params: { allowedValue: "Ed25519" } }];
                return false;
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.x !== void 0 && func0.call(data, "x")) {
                let data2 = data.x;
                const _errs4 = errors;
                const _errs5 = errors;
                if (errors === _errs5) {
                  if (typeof data2 === "string") {
                    if (!pattern6.test(data2)) {
                      validate23.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                      return false;
                    }
                  } else {
                    validate23.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                }
                var valid0 = _errs4 === errors;
              } else {
                var valid0 = true;
              }
            }
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
validate23.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate25.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.kty === void 0 || !func0.call(data, "kty")) && (missing0 = "kty") || (data.crv === void 0 || !func0.call(data, "crv")) && (missing0 = "crv") || (data.x === void 0 || !func0.call(data, "x")) && (missing0 = "x") || (data.y === void 0 || !func0.call(data, "y")) && (missing0 = "y")) {
        validate25.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "kty" || key0 === "crv" || key0 === "x" || key0 === "y")) {
            validate25.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.kty !== void 0 && func0.call(data, "kty")) {
            const _errs2 = errors;
            if ("EC" !== data.kty) {
              validate25.errors = [{ instancePath: instancePath + "/kty", schemaPath: "#/properties/kty/const", keyword: "const", params: { allowedValue: "EC" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.crv !== void 0 && func0.call(data, "crv")) {
              const _errs3 = errors;
              if ("P-256" !== data.crv) {
                validate25.errors = [{ instancePath: instancePath + "/crv", schemaPath: "#/properties/crv/const", keyword: "const", params: { allowedValue: "P-256" } }];
                return false;
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.x !== void 0 && func0.call(data, "x")) {
                let data2 = data.x;
                const _errs4 = errors;
                const _errs5 = errors;
                if (errors === _errs5) {
                  if (typeof data2 === "string") {
                    if (!pattern6.test(data2)) {
                      validate25.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                      return false;
                    }
                  } else {
                    validate25.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                }
                var valid0 = _errs4 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.y !== void 0 && func0.call(data, "y")) {
                  let data3 = data.y;
                  const _errs7 = errors;
                  const _errs8 = errors;
                  if (errors === _errs8) {
                    if (typeof data3 === "string") {
                      if (!pattern6.test(data3)) {
                        validate25.errors = [{ instancePath: instancePath + "/y", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                        return false;
                      }
                    } else {
                      validate25.errors = [{ instancePath: instancePath + "/y", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs7 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate25.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate25.errors = vErrors;
  return errors === 0;
}
validate25.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate27.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.kty === void 0 || !func0.call(data, "kty")) && (missing0 = "kty") || (data.crv === void 0 || !func0.call(data, "crv")) && (missing0 = "crv") || (data.x === void 0 || !func0.call(data, "x")) && (missing0 = "x")) {
        validate27.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "kty" || key0 === "crv" || key0 === "x")) {
            validate27.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.kty !== void 0 && func0.call(data, "kty")) {
            const _errs2 = errors;
            if ("OKP" !== data.kty) {
              validate27.errors = [{ instancePath: instancePath + "/kty", schemaPath: "#/properties/kty/const", keyword: "const", params: { allowedValue: "OKP" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.crv !== void 0 && func0.call(data, "crv")) {
              const _errs3 = errors;
              if ("X25519" !== data.crv) {
                validate27.errors = [{ instancePath: instancePath + "/crv", schemaPath: "#/properties/crv/const", keyword: "const", params: { allowedValue: "X25519" } }];
                return false;
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.x !== void 0 && func0.call(data, "x")) {
                let data2 = data.x;
                const _errs4 = errors;
                const _errs5 = errors;
                if (errors === _errs5) {
                  if (typeof data2 === "string") {
                    if (!pattern6.test(data2)) {
                      validate27.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                      return false;
                    }
                  } else {
                    validate27.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                }
                var valid0 = _errs4 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate27.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate27.errors = vErrors;
  return errors === 0;
}
validate27.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
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
      let missing0;
      if ((data.kid === void 0 || !func0.call(data, "kid")) && (missing0 = "kid") || (data.lvl === void 0 || !func0.call(data, "lvl")) && (missing0 = "lvl") || (data.sig === void 0 || !func0.call(data, "sig")) && (missing0 = "sig")) {
        validate22.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "kid" || key0 === "lvl" || key0 === "sig" || key0 === "enc" || key0 === "hw")) {
            validate22.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.kid !== void 0 && func0.call(data, "kid")) {
            let data0 = data.kid;
            const _errs2 = errors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data0 === "string") {
                if (!pattern6.test(data0)) {
                  validate22.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                  return false;
                }
              } else {
                validate22.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.lvl !== void 0 && func0.call(data, "lvl")) {
              let data1 = data.lvl;
              const _errs5 = errors;
              if (!(data1 === 20 || data1 === 30 || data1 === 40)) {
                validate22.errors = [{ instancePath: instancePath + "/lvl", schemaPath: "#/properties/lvl/enum", keyword: "enum", params: { allowedValues: schema33.properties.lvl.enum } }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.sig !== void 0 && func0.call(data, "sig")) {
                let data2 = data.sig;
                const _errs6 = errors;
                const _errs7 = errors;
                let valid2 = false;
                let passing0 = null;
                const _errs8 = errors;
                if (!validate23(data2, { instancePath: instancePath + "/sig", parentData: data, parentDataProperty: "sig", rootData, dynamicAnchors })) {
                  vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                  errors = vErrors.length;
                }
                var _valid0 = _errs8 === errors;
                if (_valid0) {
                  valid2 = true;
                  passing0 = 0;
                  var props0 = true;
                }
                const _errs9 = errors;
                if (!validate25(data2, { instancePath: instancePath + "/sig", parentData: data, parentDataProperty: "sig", rootData, dynamicAnchors })) {
                  vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
                  errors = vErrors.length;
                }
                var _valid0 = _errs9 === errors;
                if (_valid0 && valid2) {
                  valid2 = false;
                  passing0 = [passing0, 1];
                } else {
                  if (_valid0) {
                    valid2 = true;
                    passing0 = 1;
                    if (props0 !== true) {
                      props0 = true;
                    }
                  }
                }
                if (!valid2) {
                  const err0 = { instancePath: instancePath + "/sig", schemaPath: "#/properties/sig/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
                  if (vErrors === null) {
                    vErrors = [err0];
                  } else {
                    vErrors.push(err0);
                  }
                  errors++;
                  validate22.errors = vErrors;
                  return false;
                } else {
                  errors = _errs7;
                  if (vErrors !== null) {
                    if (_errs7) {
                      vErrors.length = _errs7;
                    } else {
                      vErrors = null;
                    }
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.enc !== void 0 && func0.call(data, "enc")) {
                  const _errs10 = errors;
                  if (!validate27(data.enc, { instancePath: instancePath + "/enc", parentData: data, parentDataProperty: "enc", rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.hw !== void 0 && func0.call(data, "hw")) {
                    const _errs11 = errors;
                    if (true !== data.hw) {
                      validate22.errors = [{ instancePath: instancePath + "/hw", schemaPath: "#/properties/hw/const", keyword: "const", params: { allowedValue: true } }];
                      return false;
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
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
validate22.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate30.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.kid === void 0 || !func0.call(data, "kid")) && (missing0 = "kid") || (data.lvl === void 0 || !func0.call(data, "lvl")) && (missing0 = "lvl")) {
        validate30.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "kid" || key0 === "lvl" || key0 === "enc")) {
            validate30.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.kid !== void 0 && func0.call(data, "kid")) {
            let data0 = data.kid;
            const _errs2 = errors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data0 === "string") {
                if (!pattern6.test(data0)) {
                  validate30.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                  return false;
                }
              } else {
                validate30.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.lvl !== void 0 && func0.call(data, "lvl")) {
              const _errs5 = errors;
              if (50 !== data.lvl) {
                validate30.errors = [{ instancePath: instancePath + "/lvl", schemaPath: "#/properties/lvl/const", keyword: "const", params: { allowedValue: 50 } }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.enc !== void 0 && func0.call(data, "enc")) {
                const _errs6 = errors;
                if (!validate27(data.enc, { instancePath: instancePath + "/enc", parentData: data, parentDataProperty: "enc", rootData, dynamicAnchors })) {
                  vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                  errors = vErrors.length;
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
      validate30.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate30.errors = vErrors;
  return errors === 0;
}
validate30.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
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
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.kind === void 0 || !func0.call(data, "kind")) && (missing0 = "kind") || (data.salt === void 0 || !func0.call(data, "salt")) && (missing0 = "salt") || (data.mem === void 0 || !func0.call(data, "mem")) && (missing0 = "mem") || (data.t === void 0 || !func0.call(data, "t")) && (missing0 = "t")) {
        validate21.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.k !== void 0 && func0.call(data, "k")) {
          const _errs1 = errors;
          if ("init" !== data.k) {
            validate21.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "init" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.kind !== void 0 && func0.call(data, "kind")) {
            const _errs2 = errors;
            if ("user" !== data.kind) {
              validate21.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "user" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.salt !== void 0 && func0.call(data, "salt")) {
              let data2 = data.salt;
              const _errs3 = errors;
              if (errors === _errs3) {
                if (typeof data2 === "string") {
                  if (!pattern5.test(data2)) {
                    validate21.errors = [{ instancePath: instancePath + "/salt", schemaPath: "#/properties/salt/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{21}[AQgw]$" } }];
                    return false;
                  }
                } else {
                  validate21.errors = [{ instancePath: instancePath + "/salt", schemaPath: "#/properties/salt/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.mem !== void 0 && func0.call(data, "mem")) {
                let data3 = data.mem;
                const _errs5 = errors;
                if (errors === _errs5) {
                  if (Array.isArray(data3)) {
                    if (data3.length > 16) {
                      validate21.errors = [{ instancePath: instancePath + "/mem", schemaPath: "#/properties/mem/maxItems", keyword: "maxItems", params: { limit: 16 } }];
                      return false;
                    } else {
                      if (data3.length < 1) {
                        validate21.errors = [{ instancePath: instancePath + "/mem", schemaPath: "#/properties/mem/minItems", keyword: "minItems", params: { limit: 1 } }];
                        return false;
                      } else {
                        var valid1 = true;
                        const len0 = data3.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          let data4 = data3[i0];
                          const _errs7 = errors;
                          const _errs8 = errors;
                          let valid2 = false;
                          let passing0 = null;
                          const _errs9 = errors;
                          if (!validate22(data4, { instancePath: instancePath + "/mem/" + i0, parentData: data3, parentDataProperty: i0, rootData, dynamicAnchors })) {
                            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
                            errors = vErrors.length;
                          }
                          var _valid0 = _errs9 === errors;
                          if (_valid0) {
                            valid2 = true;
                            passing0 = 0;
                            var props0 = true;
                          }
                          const _errs10 = errors;
                          if (!validate30(data4, { instancePath: instancePath + "/mem/" + i0, parentData: data3, parentDataProperty: i0, rootData, dynamicAnchors })) {
                            vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                            errors = vErrors.length;
                          }
                          var _valid0 = _errs10 === errors;
                          if (_valid0 && valid2) {
                            valid2 = false;
                            passing0 = [passing0, 1];
                          } else {
                            if (_valid0) {
                              valid2 = true;
                              passing0 = 1;
                              if (props0 !== true) {
                                props0 = true;
                              }
                            }
                          }
                          if (!valid2) {
                            const err0 = { instancePath: instancePath + "/mem/" + i0, schemaPath: "#/properties/mem/items/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
                            if (vErrors === null) {
                              vErrors = [err0];
                            } else {
                              vErrors.push(err0);
                            }
                            errors++;
                            validate21.errors = vErrors;
                            return false;
                          } else {
                            errors = _errs8;
                            if (vErrors !== null) {
                              if (_errs8) {
                                vErrors.length = _errs8;
                              } else {
                                vErrors = null;
                              }
                            }
                          }
                          var valid1 = _errs7 === errors;
                          if (!valid1) {
                            break;
                          }
                        }
                      }
                    }
                  } else {
                    validate21.errors = [{ instancePath: instancePath + "/mem", schemaPath: "#/properties/mem/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs5 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.t !== void 0 && func0.call(data, "t")) {
                  let data5 = data.t;
                  const _errs11 = errors;
                  if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                    validate21.errors = [{ instancePath: instancePath + "/t", schemaPath: "#/properties/t/type", keyword: "type", params: { type: "integer" } }];
                    return false;
                  }
                  if (errors === _errs11) {
                    if (typeof data5 == "number" && isFinite(data5)) {
                      if (data5 > 9007199254740991 || isNaN(data5)) {
                        validate21.errors = [{ instancePath: instancePath + "/t", schemaPath: "#/properties/t/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                        return false;
                      } else {
                        if (data5 < 0 || isNaN(data5)) {
                          validate21.errors = [{ instancePath: instancePath + "/t", schemaPath: "#/properties/t/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.sgn !== void 0 && func0.call(data, "sgn")) {
                    let data6 = data.sgn;
                    const _errs13 = errors;
                    if (errors === _errs13) {
                      if (Array.isArray(data6)) {
                        var valid3 = true;
                        const len1 = data6.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data7 = data6[i1];
                          const _errs15 = errors;
                          if (errors === _errs15) {
                            if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                              let missing1;
                              if ((data7.kid === void 0 || !func0.call(data7, "kid")) && (missing1 = "kid")) {
                                validate21.errors = [{ instancePath: instancePath + "/sgn/" + i1, schemaPath: "#/properties/sgn/items/required", keyword: "required", params: { missingProperty: missing1 } }];
                                return false;
                              } else {
                                const _errs17 = errors;
                                for (const key0 of Object.keys(data7)) {
                                  if (!(key0 === "kid")) {
                                    validate21.errors = [{ instancePath: instancePath + "/sgn/" + i1, schemaPath: "#/properties/sgn/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
                                    return false;
                                    break;
                                  }
                                }
                                if (_errs17 === errors) {
                                  if (data7.kid !== void 0 && func0.call(data7, "kid")) {
                                    let data8 = data7.kid;
                                    const _errs19 = errors;
                                    if (errors === _errs19) {
                                      if (typeof data8 === "string") {
                                        if (!pattern6.test(data8)) {
                                          validate21.errors = [{ instancePath: instancePath + "/sgn/" + i1 + "/kid", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                                          return false;
                                        }
                                      } else {
                                        validate21.errors = [{ instancePath: instancePath + "/sgn/" + i1 + "/kid", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                              }
                            } else {
                              validate21.errors = [{ instancePath: instancePath + "/sgn/" + i1, schemaPath: "#/properties/sgn/items/type", keyword: "type", params: { type: "object" } }];
                              return false;
                            }
                          }
                          var valid3 = _errs15 === errors;
                          if (!valid3) {
                            break;
                          }
                        }
                      } else {
                        validate21.errors = [{ instancePath: instancePath + "/sgn", schemaPath: "#/properties/sgn/type", keyword: "type", params: { type: "array" } }];
                        return false;
                      }
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.pol !== void 0 && func0.call(data, "pol")) {
                      let data9 = data.pol;
                      const _errs21 = errors;
                      const _errs22 = errors;
                      if (errors === _errs22) {
                        if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                          if (Object.keys(data9).length > 16) {
                            validate21.errors = [{ instancePath: instancePath + "/pol", schemaPath: "#/$defs/policy/maxProperties", keyword: "maxProperties", params: { limit: 16 } }];
                            return false;
                          } else {
                            if (Object.keys(data9).length < 1) {
                              validate21.errors = [{ instancePath: instancePath + "/pol", schemaPath: "#/$defs/policy/minProperties", keyword: "minProperties", params: { limit: 1 } }];
                              return false;
                            } else {
                              for (const key1 of Object.keys(data9)) {
                                const _errs24 = errors;
                                if (typeof key1 === "string") {
                                  if (!pattern13.test(key1)) {
                                    const err1 = { instancePath: instancePath + "/pol", schemaPath: "#/$defs/policy/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z]{1,16}$" }, propertyName: key1 };
                                    if (vErrors === null) {
                                      vErrors = [err1];
                                    } else {
                                      vErrors.push(err1);
                                    }
                                    errors++;
                                  }
                                }
                                var valid7 = _errs24 === errors;
                                if (!valid7) {
                                  const err2 = { instancePath: instancePath + "/pol", schemaPath: "#/$defs/policy/propertyNames", keyword: "propertyNames", params: { propertyName: key1 } };
                                  if (vErrors === null) {
                                    vErrors = [err2];
                                  } else {
                                    vErrors.push(err2);
                                  }
                                  errors++;
                                  validate21.errors = vErrors;
                                  return false;
                                  break;
                                }
                              }
                              if (valid7) {
                                const _errs25 = errors;
                                for (const key2 of Object.keys(data9)) {
                                  if (!(key2 === "admit")) {
                                    let data10 = data9[key2];
                                    const _errs26 = errors;
                                    if (errors === _errs26) {
                                      if (typeof data10 === "string") {
                                        if (func107(data10) > 64) {
                                          validate21.errors = [{ instancePath: instancePath + "/pol/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/policy/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 64 } }];
                                          return false;
                                        } else {
                                          if (func107(data10) < 1) {
                                            validate21.errors = [{ instancePath: instancePath + "/pol/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/policy/additionalProperties/minLength", keyword: "minLength", params: { limit: 1 } }];
                                            return false;
                                          }
                                        }
                                      } else {
                                        validate21.errors = [{ instancePath: instancePath + "/pol/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/policy/additionalProperties/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                    }
                                    var valid8 = _errs26 === errors;
                                    if (!valid8) {
                                      break;
                                    }
                                  }
                                }
                                if (_errs25 === errors) {
                                  if (data9.admit !== void 0 && func0.call(data9, "admit")) {
                                    let data11 = data9.admit;
                                    if (!(data11 === "open" || data11 === "quorum")) {
                                      validate21.errors = [{ instancePath: instancePath + "/pol/admit", schemaPath: "#/$defs/policy/properties/admit/enum", keyword: "enum", params: { allowedValues: schema45.properties.admit.enum } }];
                                      return false;
                                    }
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate21.errors = [{ instancePath: instancePath + "/pol", schemaPath: "#/$defs/policy/type", keyword: "type", params: { type: "object" } }];
                          return false;
                        }
                      }
                      var valid0 = _errs21 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
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
validate21.evaluated = { "props": { "k": true, "kind": true, "salt": true, "mem": true, "t": true, "sgn": true, "pol": true }, "dynamicProps": false, "dynamicItems": false };

/** Whether a value has the shape of {@link UserInitClaims}; if not, `errors` holds the first fault until the next call. */
export const isUserInitClaims: Validator<UserInitClaims> = raw0 as unknown as Validator<UserInitClaims>;
