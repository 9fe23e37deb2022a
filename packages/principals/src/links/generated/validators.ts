// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports at the end are meant to be read.
// Generated from spec/schemas by `npm run generate`. Not edited by hand.
import type { InviteMembers } from './invite-link.ts';
import type { KnockMembers } from './knock-link.ts';
import type { RequestMembers } from './request-link.ts';

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
var func0 = Object.prototype.hasOwnProperty;
var func70 = require_ucs2length().default;
var pattern5 = new RegExp("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "u");
var pattern9 = new RegExp("^(?:wss|https|ws|http)://[A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]+$", "u");
var pattern10 = new RegExp("^[^\\u0000-\\u001f\\u007f-\\u009f]*$", "u");
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
      if ((data.log === void 0 || !func0.call(data, "log")) && (missing0 = "log") || (data.op === void 0 || !func0.call(data, "op")) && (missing0 = "op") || (data.heads === void 0 || !func0.call(data, "heads")) && (missing0 = "heads") || (data.relays === void 0 || !func0.call(data, "relays")) && (missing0 = "relays")) {
        validate21.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.log !== void 0 && func0.call(data, "log")) {
          let data0 = data.log;
          const _errs1 = errors;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (!pattern5.test(data0)) {
                validate21.errors = [{ instancePath: instancePath + "/log", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                return false;
              }
            } else {
              validate21.errors = [{ instancePath: instancePath + "/log", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.op !== void 0 && func0.call(data, "op")) {
            let data1 = data.op;
            const _errs4 = errors;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data1 === "string") {
                if (!pattern5.test(data1)) {
                  validate21.errors = [{ instancePath: instancePath + "/op", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                  return false;
                }
              } else {
                validate21.errors = [{ instancePath: instancePath + "/op", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.seed !== void 0 && func0.call(data, "seed")) {
              let data2 = data.seed;
              const _errs7 = errors;
              const _errs8 = errors;
              if (errors === _errs8) {
                if (typeof data2 === "string") {
                  if (!pattern5.test(data2)) {
                    validate21.errors = [{ instancePath: instancePath + "/seed", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                    return false;
                  }
                } else {
                  validate21.errors = [{ instancePath: instancePath + "/seed", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.heads !== void 0 && func0.call(data, "heads")) {
                let data3 = data.heads;
                const _errs10 = errors;
                if (errors === _errs10) {
                  if (Array.isArray(data3)) {
                    if (data3.length > 16) {
                      validate21.errors = [{ instancePath: instancePath + "/heads", schemaPath: "#/properties/heads/maxItems", keyword: "maxItems", params: { limit: 16 } }];
                      return false;
                    } else {
                      if (data3.length < 1) {
                        validate21.errors = [{ instancePath: instancePath + "/heads", schemaPath: "#/properties/heads/minItems", keyword: "minItems", params: { limit: 1 } }];
                        return false;
                      } else {
                        var valid4 = true;
                        const len0 = data3.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          let data4 = data3[i0];
                          const _errs12 = errors;
                          const _errs13 = errors;
                          if (errors === _errs13) {
                            if (typeof data4 === "string") {
                              if (!pattern5.test(data4)) {
                                validate21.errors = [{ instancePath: instancePath + "/heads/" + i0, schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                                return false;
                              }
                            } else {
                              validate21.errors = [{ instancePath: instancePath + "/heads/" + i0, schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                          }
                          var valid4 = _errs12 === errors;
                          if (!valid4) {
                            break;
                          }
                        }
                      }
                    }
                  } else {
                    validate21.errors = [{ instancePath: instancePath + "/heads", schemaPath: "#/properties/heads/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs10 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.relays !== void 0 && func0.call(data, "relays")) {
                  let data5 = data.relays;
                  const _errs15 = errors;
                  if (errors === _errs15) {
                    if (Array.isArray(data5)) {
                      if (data5.length > 8) {
                        validate21.errors = [{ instancePath: instancePath + "/relays", schemaPath: "#/properties/relays/maxItems", keyword: "maxItems", params: { limit: 8 } }];
                        return false;
                      } else {
                        var valid6 = true;
                        const len1 = data5.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data6 = data5[i1];
                          const _errs17 = errors;
                          if (errors === _errs17) {
                            if (typeof data6 === "string") {
                              if (!pattern9.test(data6)) {
                                validate21.errors = [{ instancePath: instancePath + "/relays/" + i1, schemaPath: "#/properties/relays/items/pattern", keyword: "pattern", params: { pattern: "^(?:wss|https|ws|http)://[A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]+$" } }];
                                return false;
                              }
                            } else {
                              validate21.errors = [{ instancePath: instancePath + "/relays/" + i1, schemaPath: "#/properties/relays/items/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                          }
                          var valid6 = _errs17 === errors;
                          if (!valid6) {
                            break;
                          }
                        }
                      }
                    } else {
                      validate21.errors = [{ instancePath: instancePath + "/relays", schemaPath: "#/properties/relays/type", keyword: "type", params: { type: "array" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs15 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.name !== void 0 && func0.call(data, "name")) {
                    let data7 = data.name;
                    const _errs19 = errors;
                    if (errors === _errs19) {
                      if (typeof data7 === "string") {
                        if (func70(data7) > 64) {
                          validate21.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 64 } }];
                          return false;
                        } else {
                          if (func70(data7) < 1) {
                            validate21.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } }];
                            return false;
                          } else {
                            if (!pattern10.test(data7)) {
                              validate21.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" } }];
                              return false;
                            }
                          }
                        }
                      } else {
                        validate21.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }];
                        return false;
                      }
                    }
                    var valid0 = _errs19 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.exp !== void 0 && func0.call(data, "exp")) {
                      let data8 = data.exp;
                      const _errs21 = errors;
                      if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
                        validate21.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/type", keyword: "type", params: { type: "integer" } }];
                        return false;
                      }
                      if (errors === _errs21) {
                        if (typeof data8 == "number" && isFinite(data8)) {
                          if (data8 > 9007199254740991 || isNaN(data8)) {
                            validate21.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                            return false;
                          } else {
                            if (data8 < 0 || isNaN(data8)) {
                              validate21.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                              return false;
                            }
                          }
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
validate21.evaluated = { "props": { "log": true, "op": true, "seed": true, "heads": true, "relays": true, "name": true, "exp": true }, "dynamicProps": false, "dynamicItems": false };
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
      let missing0;
      if ((data.log === void 0 || !func0.call(data, "log")) && (missing0 = "log") || (data.relays === void 0 || !func0.call(data, "relays")) && (missing0 = "relays")) {
        validate22.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.log !== void 0 && func0.call(data, "log")) {
          let data0 = data.log;
          const _errs1 = errors;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (!pattern5.test(data0)) {
                validate22.errors = [{ instancePath: instancePath + "/log", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                return false;
              }
            } else {
              validate22.errors = [{ instancePath: instancePath + "/log", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.relays !== void 0 && func0.call(data, "relays")) {
            let data1 = data.relays;
            const _errs4 = errors;
            if (errors === _errs4) {
              if (Array.isArray(data1)) {
                if (data1.length > 8) {
                  validate22.errors = [{ instancePath: instancePath + "/relays", schemaPath: "#/properties/relays/maxItems", keyword: "maxItems", params: { limit: 8 } }];
                  return false;
                } else {
                  var valid2 = true;
                  const len0 = data1.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    const _errs6 = errors;
                    if (errors === _errs6) {
                      if (typeof data2 === "string") {
                        if (!pattern9.test(data2)) {
                          validate22.errors = [{ instancePath: instancePath + "/relays/" + i0, schemaPath: "#/properties/relays/items/pattern", keyword: "pattern", params: { pattern: "^(?:wss|https|ws|http)://[A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]+$" } }];
                          return false;
                        }
                      } else {
                        validate22.errors = [{ instancePath: instancePath + "/relays/" + i0, schemaPath: "#/properties/relays/items/type", keyword: "type", params: { type: "string" } }];
                        return false;
                      }
                    }
                    var valid2 = _errs6 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                }
              } else {
                validate22.errors = [{ instancePath: instancePath + "/relays", schemaPath: "#/properties/relays/type", keyword: "type", params: { type: "array" } }];
                return false;
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.name !== void 0 && func0.call(data, "name")) {
              let data3 = data.name;
              const _errs8 = errors;
              if (errors === _errs8) {
                if (typeof data3 === "string") {
                  if (func70(data3) > 64) {
                    validate22.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 64 } }];
                    return false;
                  } else {
                    if (func70(data3) < 1) {
                      validate22.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } }];
                      return false;
                    } else {
                      if (!pattern10.test(data3)) {
                        validate22.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" } }];
                        return false;
                      }
                    }
                  }
                } else {
                  validate22.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs8 === errors;
            } else {
              var valid0 = true;
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
validate22.evaluated = { "props": { "log": true, "relays": true, "name": true }, "dynamicProps": false, "dynamicItems": false };
var raw2 = validate23;
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
      if ((data.user === void 0 || !func0.call(data, "user")) && (missing0 = "user") || (data.heads === void 0 || !func0.call(data, "heads")) && (missing0 = "heads") || (data.log === void 0 || !func0.call(data, "log")) && (missing0 = "log") || (data.relays === void 0 || !func0.call(data, "relays")) && (missing0 = "relays")) {
        validate23.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.user !== void 0 && func0.call(data, "user")) {
          let data0 = data.user;
          const _errs1 = errors;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (!pattern5.test(data0)) {
                validate23.errors = [{ instancePath: instancePath + "/user", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                return false;
              }
            } else {
              validate23.errors = [{ instancePath: instancePath + "/user", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.heads !== void 0 && func0.call(data, "heads")) {
            let data1 = data.heads;
            const _errs4 = errors;
            if (errors === _errs4) {
              if (Array.isArray(data1)) {
                if (data1.length > 16) {
                  validate23.errors = [{ instancePath: instancePath + "/heads", schemaPath: "#/properties/heads/maxItems", keyword: "maxItems", params: { limit: 16 } }];
                  return false;
                } else {
                  if (data1.length < 1) {
                    validate23.errors = [{ instancePath: instancePath + "/heads", schemaPath: "#/properties/heads/minItems", keyword: "minItems", params: { limit: 1 } }];
                    return false;
                  } else {
                    var valid2 = true;
                    const len0 = data1.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data2 = data1[i0];
                      const _errs6 = errors;
                      const _errs7 = errors;
                      if (errors === _errs7) {
                        if (typeof data2 === "string") {
                          if (!pattern5.test(data2)) {
                            validate23.errors = [{ instancePath: instancePath + "/heads/" + i0, schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                            return false;
                          }
                        } else {
                          validate23.errors = [{ instancePath: instancePath + "/heads/" + i0, schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                          return false;
                        }
                      }
                      var valid2 = _errs6 === errors;
                      if (!valid2) {
                        break;
                      }
                    }
                  }
                }
              } else {
                validate23.errors = [{ instancePath: instancePath + "/heads", schemaPath: "#/properties/heads/type", keyword: "type", params: { type: "array" } }];
                return false;
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.log !== void 0 && func0.call(data, "log")) {
              let data3 = data.log;
              const _errs9 = errors;
              const _errs10 = errors;
              if (errors === _errs10) {
                if (typeof data3 === "string") {
                  if (!pattern5.test(data3)) {
                    validate23.errors = [{ instancePath: instancePath + "/log", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                    return false;
                  }
                } else {
                  validate23.errors = [{ instancePath: instancePath + "/log", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs9 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.relays !== void 0 && func0.call(data, "relays")) {
                let data4 = data.relays;
                const _errs12 = errors;
                if (errors === _errs12) {
                  if (Array.isArray(data4)) {
                    if (data4.length > 8) {
                      validate23.errors = [{ instancePath: instancePath + "/relays", schemaPath: "#/properties/relays/maxItems", keyword: "maxItems", params: { limit: 8 } }];
                      return false;
                    } else {
                      var valid5 = true;
                      const len1 = data4.length;
                      for (let i1 = 0; i1 < len1; i1++) {
                        let data5 = data4[i1];
                        const _errs14 = errors;
                        if (errors === _errs14) {
                          if (typeof data5 === "string") {
                            if (!pattern9.test(data5)) {
                              validate23.errors = [{ instancePath: instancePath + "/relays/" + i1, schemaPath: "#/properties/relays/items/pattern", keyword: "pattern", params: { pattern: "^(?:wss|https|ws|http)://[A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]+$" } }];
                              return false;
                            }
                          } else {
                            validate23.errors = [{ instancePath: instancePath + "/relays/" + i1, schemaPath: "#/properties/relays/items/type", keyword: "type", params: { type: "string" } }];
                            return false;
                          }
                        }
                        var valid5 = _errs14 === errors;
                        if (!valid5) {
                          break;
                        }
                      }
                    }
                  } else {
                    validate23.errors = [{ instancePath: instancePath + "/relays", schemaPath: "#/properties/relays/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs12 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.name !== void 0 && func0.call(data, "name")) {
                  let data6 = data.name;
                  const _errs16 = errors;
                  if (errors === _errs16) {
                    if (typeof data6 === "string") {
                      if (func70(data6) > 64) {
                        validate23.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 64 } }];
                        return false;
                      } else {
                        if (func70(data6) < 1) {
                          validate23.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } }];
                          return false;
                        } else {
                          if (!pattern10.test(data6)) {
                            validate23.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" } }];
                            return false;
                          }
                        }
                      }
                    } else {
                      validate23.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs16 === errors;
                } else {
                  var valid0 = true;
                }
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
validate23.evaluated = { "props": { "user": true, "heads": true, "log": true, "relays": true, "name": true }, "dynamicProps": false, "dynamicItems": false };

/** Whether a value has the shape of {@link InviteMembers}; if not, `errors` holds the first fault until the next call. */
export const isInviteMembers: Validator<InviteMembers> = raw0 as unknown as Validator<InviteMembers>;

/** Whether a value has the shape of {@link KnockMembers}; if not, `errors` holds the first fault until the next call. */
export const isKnockMembers: Validator<KnockMembers> = raw1 as unknown as Validator<KnockMembers>;

/** Whether a value has the shape of {@link RequestMembers}; if not, `errors` holds the first fault until the next call. */
export const isRequestMembers: Validator<RequestMembers> = raw2 as unknown as Validator<RequestMembers>;
