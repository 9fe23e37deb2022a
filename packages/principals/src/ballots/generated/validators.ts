// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports at the end are meant to be read.
// Generated from spec/schemas by `npm run generate`. Not edited by hand.
import type { BallotBody } from './ballot.ts';

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
var schema40 = { "type": "object", "required": ["k", "pol"], "additionalProperties": false, "properties": { "k": { "const": "pol" }, "pol": { "type": "object", "minProperties": 1, "maxProperties": 16, "propertyNames": { "pattern": "^[a-z]{1,16}$" }, "properties": { "admit": { "enum": ["open", "quorum"] } }, "additionalProperties": { "type": "string", "minLength": 1, "maxLength": 64 } } } };
var func0 = Object.prototype.hasOwnProperty;
var func84 = require_ucs2length().default;
var schema34 = { "type": "object", "required": ["k", "who", "lvl"], "additionalProperties": false, "properties": { "k": { "const": "invite" }, "who": { "$ref": "#/$defs/id" }, "lvl": { "enum": [10, 20, 30, 40] } } };
var pattern5 = new RegExp("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "u");
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
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.who === void 0 || !func0.call(data, "who")) && (missing0 = "who") || (data.lvl === void 0 || !func0.call(data, "lvl")) && (missing0 = "lvl")) {
        validate23.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "k" || key0 === "who" || key0 === "lvl")) {
            validate23.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.k !== void 0 && func0.call(data, "k")) {
            const _errs2 = errors;
            if ("invite" !== data.k) {
              validate23.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "invite" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.who !== void 0 && func0.call(data, "who")) {
              let data1 = data.who;
              const _errs3 = errors;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 === "string") {
                  if (!pattern5.test(data1)) {
                    validate23.errors = [{ instancePath: instancePath + "/who", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                    return false;
                  }
                } else {
                  validate23.errors = [{ instancePath: instancePath + "/who", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.lvl !== void 0 && func0.call(data, "lvl")) {
                let data2 = data.lvl;
                const _errs6 = errors;
                if (!(data2 === 10 || data2 === 20 || data2 === 30 || data2 === 40)) {
                  validate23.errors = [{ instancePath: instancePath + "/lvl", schemaPath: "#/properties/lvl/enum", keyword: "enum", params: { allowedValues: schema34.properties.lvl.enum } }];
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
      validate23.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate23.errors = vErrors;
  return errors === 0;
}
validate23.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema36 = { "type": "object", "required": ["k", "who", "lvl"], "additionalProperties": false, "properties": { "k": { "const": "set" }, "who": { "$ref": "#/$defs/id" }, "lvl": { "enum": [10, 20, 30, 40] } } };
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
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.who === void 0 || !func0.call(data, "who")) && (missing0 = "who") || (data.lvl === void 0 || !func0.call(data, "lvl")) && (missing0 = "lvl")) {
        validate25.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "k" || key0 === "who" || key0 === "lvl")) {
            validate25.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.k !== void 0 && func0.call(data, "k")) {
            const _errs2 = errors;
            if ("set" !== data.k) {
              validate25.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "set" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.who !== void 0 && func0.call(data, "who")) {
              let data1 = data.who;
              const _errs3 = errors;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 === "string") {
                  if (!pattern5.test(data1)) {
                    validate25.errors = [{ instancePath: instancePath + "/who", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                    return false;
                  }
                } else {
                  validate25.errors = [{ instancePath: instancePath + "/who", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.lvl !== void 0 && func0.call(data, "lvl")) {
                let data2 = data.lvl;
                const _errs6 = errors;
                if (!(data2 === 10 || data2 === 20 || data2 === 30 || data2 === 40)) {
                  validate25.errors = [{ instancePath: instancePath + "/lvl", schemaPath: "#/properties/lvl/enum", keyword: "enum", params: { allowedValues: schema36.properties.lvl.enum } }];
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
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.who === void 0 || !func0.call(data, "who")) && (missing0 = "who")) {
        validate27.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 of Object.keys(data)) {
          if (!(key0 === "k" || key0 === "who")) {
            validate27.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.k !== void 0 && func0.call(data, "k")) {
            const _errs2 = errors;
            if ("remove" !== data.k) {
              validate27.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "remove" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.who !== void 0 && func0.call(data, "who")) {
              let data1 = data.who;
              const _errs3 = errors;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 === "string") {
                  if (!pattern5.test(data1)) {
                    validate27.errors = [{ instancePath: instancePath + "/who", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                    return false;
                  }
                } else {
                  validate27.errors = [{ instancePath: instancePath + "/who", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
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
var pattern8 = new RegExp("^[a-z]{1,16}$", "u");
var pattern9 = new RegExp("^[^\\u0000-\\u001f\\u007f-\\u009f]*$", "u");
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
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.op === void 0 || !func0.call(data, "op")) && (missing0 = "op")) {
        validate22.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.k !== void 0 && func0.call(data, "k")) {
          const _errs1 = errors;
          if ("proposal" !== data.k) {
            validate22.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "proposal" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.op !== void 0 && func0.call(data, "op")) {
            let data1 = data.op;
            const _errs2 = errors;
            const _errs3 = errors;
            let valid1 = false;
            let passing0 = null;
            const _errs4 = errors;
            if (!validate23(data1, { instancePath: instancePath + "/op", parentData: data, parentDataProperty: "op", rootData, dynamicAnchors })) {
              vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
              errors = vErrors.length;
            }
            var _valid0 = _errs4 === errors;
            if (_valid0) {
              valid1 = true;
              passing0 = 0;
              var props0 = true;
            }
            const _errs5 = errors;
            if (!validate25(data1, { instancePath: instancePath + "/op", parentData: data, parentDataProperty: "op", rootData, dynamicAnchors })) {
              vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
              errors = vErrors.length;
            }
            var _valid0 = _errs5 === errors;
            if (_valid0 && valid1) {
              valid1 = false;
              passing0 = [passing0, 1];
            } else {
              if (_valid0) {
                valid1 = true;
                passing0 = 1;
                if (props0 !== true) {
                  props0 = true;
                }
              }
              const _errs6 = errors;
              if (!validate27(data1, { instancePath: instancePath + "/op", parentData: data, parentDataProperty: "op", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                errors = vErrors.length;
              }
              var _valid0 = _errs6 === errors;
              if (_valid0 && valid1) {
                valid1 = false;
                passing0 = [passing0, 2];
              } else {
                if (_valid0) {
                  valid1 = true;
                  passing0 = 2;
                  if (props0 !== true) {
                    props0 = true;
                  }
                }
                const _errs7 = errors;
                const _errs8 = errors;
                if (errors === _errs8) {
                  if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                    let missing1;
                    if ((data1.k === void 0 || !func0.call(data1, "k")) && (missing1 = "k") || (data1.pol === void 0 || !func0.call(data1, "pol")) && (missing1 = "pol")) {
                      const err0 = { instancePath: instancePath + "/op", schemaPath: "#/$defs/policy/required", keyword: "required", params: { missingProperty: missing1 } };
                      if (vErrors === null) {
                        vErrors = [err0];
                      } else {
                        vErrors.push(err0);
                      }
                      errors++;
                    } else {
                      const _errs10 = errors;
                      for (const key0 of Object.keys(data1)) {
                        if (!(key0 === "k" || key0 === "pol")) {
                          const err1 = { instancePath: instancePath + "/op", schemaPath: "#/$defs/policy/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                          if (vErrors === null) {
                            vErrors = [err1];
                          } else {
                            vErrors.push(err1);
                          }
                          errors++;
                          break;
                        }
                      }
                      if (_errs10 === errors) {
                        if (data1.k !== void 0 && func0.call(data1, "k")) {
                          const _errs11 = errors;
                          if ("pol" !== data1.k) {
                            const err2 = { instancePath: instancePath + "/op/k", schemaPath: "#/$defs/policy/properties/k/const", keyword: "const", params: { allowedValue: "pol" } };
                            if (vErrors === null) {
                              vErrors = [err2];
                            } else {
                              vErrors.push(err2);
                            }
                            errors++;
                          }
                          var valid3 = _errs11 === errors;
                        } else {
                          var valid3 = true;
                        }
                        if (valid3) {
                          if (data1.pol !== void 0 && func0.call(data1, "pol")) {
                            let data3 = data1.pol;
                            const _errs12 = errors;
                            if (errors === _errs12) {
                              if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                                if (Object.keys(data3).length > 16) {
                                  const err3 = { instancePath: instancePath + "/op/pol", schemaPath: "#/$defs/policy/properties/pol/maxProperties", keyword: "maxProperties", params: { limit: 16 } };
                                  if (vErrors === null) {
                                    vErrors = [err3];
                                  } else {
                                    vErrors.push(err3);
                                  }
                                  errors++;
                                } else {
                                  if (Object.keys(data3).length < 1) {
                                    const err4 = { instancePath: instancePath + "/op/pol", schemaPath: "#/$defs/policy/properties/pol/minProperties", keyword: "minProperties", params: { limit: 1 } };
                                    if (vErrors === null) {
                                      vErrors = [err4];
                                    } else {
                                      vErrors.push(err4);
                                    }
                                    errors++;
                                  } else {
                                    for (const key1 of Object.keys(data3)) {
                                      const _errs14 = errors;
                                      if (typeof key1 === "string") {
                                        if (!pattern8.test(key1)) {
                                          const err5 = { instancePath: instancePath + "/op/pol", schemaPath: "#/$defs/policy/properties/pol/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z]{1,16}$" }, propertyName: key1 };
                                          if (vErrors === null) {
                                            vErrors = [err5];
                                          } else {
                                            vErrors.push(err5);
                                          }
                                          errors++;
                                        }
                                      }
                                      var valid4 = _errs14 === errors;
                                      if (!valid4) {
                                        const err6 = { instancePath: instancePath + "/op/pol", schemaPath: "#/$defs/policy/properties/pol/propertyNames", keyword: "propertyNames", params: { propertyName: key1 } };
                                        if (vErrors === null) {
                                          vErrors = [err6];
                                        } else {
                                          vErrors.push(err6);
                                        }
                                        errors++;
                                        break;
                                      }
                                    }
                                    if (valid4) {
                                      const _errs15 = errors;
                                      for (const key2 of Object.keys(data3)) {
                                        if (!(key2 === "admit")) {
                                          let data4 = data3[key2];
                                          const _errs16 = errors;
                                          if (errors === _errs16) {
                                            if (typeof data4 === "string") {
                                              if (func84(data4) > 64) {
                                                const err7 = { instancePath: instancePath + "/op/pol/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/policy/properties/pol/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 64 } };
                                                if (vErrors === null) {
                                                  vErrors = [err7];
                                                } else {
                                                  vErrors.push(err7);
                                                }
                                                errors++;
                                              } else {
                                                if (func84(data4) < 1) {
                                                  const err8 = { instancePath: instancePath + "/op/pol/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/policy/properties/pol/additionalProperties/minLength", keyword: "minLength", params: { limit: 1 } };
                                                  if (vErrors === null) {
                                                    vErrors = [err8];
                                                  } else {
                                                    vErrors.push(err8);
                                                  }
                                                  errors++;
                                                }
                                              }
                                            } else {
                                              const err9 = { instancePath: instancePath + "/op/pol/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/policy/properties/pol/additionalProperties/type", keyword: "type", params: { type: "string" } };
                                              if (vErrors === null) {
                                                vErrors = [err9];
                                              } else {
                                                vErrors.push(err9);
                                              }
                                              errors++;
                                            }
                                          }
                                          var valid5 = _errs16 === errors;
                                          if (!valid5) {
                                            break;
                                          }
                                        }
                                      }
                                      if (_errs15 === errors) {
                                        if (data3.admit !== void 0 && func0.call(data3, "admit")) {
                                          let data5 = data3.admit;
                                          if (!(data5 === "open" || data5 === "quorum")) {
                                            const err10 = { instancePath: instancePath + "/op/pol/admit", schemaPath: "#/$defs/policy/properties/pol/properties/admit/enum", keyword: "enum", params: { allowedValues: schema40.properties.pol.properties.admit.enum } };
                                            if (vErrors === null) {
                                              vErrors = [err10];
                                            } else {
                                              vErrors.push(err10);
                                            }
                                            errors++;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              } else {
                                const err11 = { instancePath: instancePath + "/op/pol", schemaPath: "#/$defs/policy/properties/pol/type", keyword: "type", params: { type: "object" } };
                                if (vErrors === null) {
                                  vErrors = [err11];
                                } else {
                                  vErrors.push(err11);
                                }
                                errors++;
                              }
                            }
                            var valid3 = _errs12 === errors;
                          } else {
                            var valid3 = true;
                          }
                        }
                      }
                    }
                  } else {
                    const err12 = { instancePath: instancePath + "/op", schemaPath: "#/$defs/policy/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err12];
                    } else {
                      vErrors.push(err12);
                    }
                    errors++;
                  }
                }
                var _valid0 = _errs7 === errors;
                if (_valid0 && valid1) {
                  valid1 = false;
                  passing0 = [passing0, 3];
                } else {
                  if (_valid0) {
                    valid1 = true;
                    passing0 = 3;
                    if (props0 !== true) {
                      props0 = true;
                    }
                  }
                }
              }
            }
            if (!valid1) {
              const err13 = { instancePath: instancePath + "/op", schemaPath: "#/properties/op/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
              validate22.errors = vErrors;
              return false;
            } else {
              errors = _errs3;
              if (vErrors !== null) {
                if (_errs3) {
                  vErrors.length = _errs3;
                } else {
                  vErrors = null;
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.text !== void 0 && func0.call(data, "text")) {
              let data6 = data.text;
              const _errs19 = errors;
              if (errors === _errs19) {
                if (typeof data6 === "string") {
                  if (func84(data6) > 500) {
                    validate22.errors = [{ instancePath: instancePath + "/text", schemaPath: "#/properties/text/maxLength", keyword: "maxLength", params: { limit: 500 } }];
                    return false;
                  } else {
                    if (func84(data6) < 1) {
                      validate22.errors = [{ instancePath: instancePath + "/text", schemaPath: "#/properties/text/minLength", keyword: "minLength", params: { limit: 1 } }];
                      return false;
                    } else {
                      if (!pattern9.test(data6)) {
                        validate22.errors = [{ instancePath: instancePath + "/text", schemaPath: "#/properties/text/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" } }];
                        return false;
                      }
                    }
                  }
                } else {
                  validate22.errors = [{ instancePath: instancePath + "/text", schemaPath: "#/properties/text/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs19 === errors;
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
validate22.evaluated = { "props": { "k": true, "op": true, "text": true }, "dynamicProps": false, "dynamicItems": false };
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
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.on === void 0 || !func0.call(data, "on")) && (missing0 = "on") || (data.yes === void 0 || !func0.call(data, "yes")) && (missing0 = "yes")) {
        validate30.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.k !== void 0 && func0.call(data, "k")) {
          const _errs1 = errors;
          if ("vote" !== data.k) {
            validate30.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "vote" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.on !== void 0 && func0.call(data, "on")) {
            let data1 = data.on;
            const _errs2 = errors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern5.test(data1)) {
                  validate30.errors = [{ instancePath: instancePath + "/on", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                  return false;
                }
              } else {
                validate30.errors = [{ instancePath: instancePath + "/on", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.yes !== void 0 && func0.call(data, "yes")) {
              const _errs5 = errors;
              if (typeof data.yes !== "boolean") {
                validate30.errors = [{ instancePath: instancePath + "/yes", schemaPath: "#/properties/yes/type", keyword: "type", params: { type: "boolean" } }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
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
validate30.evaluated = { "props": { "k": true, "on": true, "yes": true }, "dynamicProps": false, "dynamicItems": false };
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate32.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.on === void 0 || !func0.call(data, "on")) && (missing0 = "on")) {
        validate32.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.k !== void 0 && func0.call(data, "k")) {
          const _errs1 = errors;
          if ("withdrawal" !== data.k) {
            validate32.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "withdrawal" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.on !== void 0 && func0.call(data, "on")) {
            let data1 = data.on;
            const _errs2 = errors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern5.test(data1)) {
                  validate32.errors = [{ instancePath: instancePath + "/on", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                  return false;
                }
              } else {
                validate32.errors = [{ instancePath: instancePath + "/on", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate32.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate32.errors = vErrors;
  return errors === 0;
}
validate32.evaluated = { "props": { "k": true, "on": true }, "dynamicProps": false, "dynamicItems": false };
var pattern13 = new RegExp("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$", "u");
var pattern14 = new RegExp("^[A-Za-z0-9_-]{85}[AQgw]$", "u");
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate34.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.k === void 0 || !func0.call(data, "k")) && (missing0 = "k") || (data.on === void 0 || !func0.call(data, "on")) && (missing0 = "on") || (data.st === void 0 || !func0.call(data, "st")) && (missing0 = "st") || (data.sig === void 0 || !func0.call(data, "sig")) && (missing0 = "sig")) {
        validate34.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.k !== void 0 && func0.call(data, "k")) {
          const _errs1 = errors;
          if ("signature" !== data.k) {
            validate34.errors = [{ instancePath: instancePath + "/k", schemaPath: "#/properties/k/const", keyword: "const", params: { allowedValue: "signature" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.on !== void 0 && func0.call(data, "on")) {
            let data1 = data.on;
            const _errs2 = errors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern5.test(data1)) {
                  validate34.errors = [{ instancePath: instancePath + "/on", schemaPath: "#/$defs/id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" } }];
                  return false;
                }
              } else {
                validate34.errors = [{ instancePath: instancePath + "/on", schemaPath: "#/$defs/id/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.st !== void 0 && func0.call(data, "st")) {
              let data2 = data.st;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (typeof data2 === "string") {
                  if (!pattern13.test(data2)) {
                    validate34.errors = [{ instancePath: instancePath + "/st", schemaPath: "#/properties/st/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$" } }];
                    return false;
                  }
                } else {
                  validate34.errors = [{ instancePath: instancePath + "/st", schemaPath: "#/properties/st/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.sig !== void 0 && func0.call(data, "sig")) {
                let data3 = data.sig;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (typeof data3 === "string") {
                    if (!pattern14.test(data3)) {
                      validate34.errors = [{ instancePath: instancePath + "/sig", schemaPath: "#/properties/sig/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{85}[AQgw]$" } }];
                      return false;
                    }
                  } else {
                    validate34.errors = [{ instancePath: instancePath + "/sig", schemaPath: "#/properties/sig/type", keyword: "type", params: { type: "string" } }];
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
    } else {
      validate34.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate34.errors = vErrors;
  return errors === 0;
}
validate34.evaluated = { "props": { "k": true, "on": true, "st": true, "sig": true }, "dynamicProps": false, "dynamicItems": false };
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
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (!validate22(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
    vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
    var props0 = {};
    props0.k = true;
    props0.op = true;
    props0.text = true;
  }
  const _errs2 = errors;
  if (!validate30(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
    vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs2 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
      if (props0 !== true) {
        props0 = props0 || {};
        props0.k = true;
        props0.on = true;
        props0.yes = true;
      }
    }
    const _errs3 = errors;
    if (!validate32(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
      vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs3 === errors;
    if (_valid0 && valid0) {
      valid0 = false;
      passing0 = [passing0, 2];
    } else {
      if (_valid0) {
        valid0 = true;
        passing0 = 2;
        if (props0 !== true) {
          props0 = props0 || {};
          props0.k = true;
          props0.on = true;
        }
      }
      const _errs4 = errors;
      if (!validate34(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs4 === errors;
      if (_valid0 && valid0) {
        valid0 = false;
        passing0 = [passing0, 3];
      } else {
        if (_valid0) {
          valid0 = true;
          passing0 = 3;
          if (props0 !== true) {
            props0 = props0 || {};
            props0.k = true;
            props0.on = true;
            props0.st = true;
            props0.sig = true;
          }
        }
      }
    }
  }
  if (!valid0) {
    const err0 = { instancePath, schemaPath: "#/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
    validate21.errors = vErrors;
    return false;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate21.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate21.evaluated = { "dynamicProps": true, "dynamicItems": false };

/** Whether a value has the shape of {@link BallotBody}; if not, `errors` holds the first fault until the next call. */
export const isBallotBody: Validator<BallotBody> = raw0 as unknown as Validator<BallotBody>;
