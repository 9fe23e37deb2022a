// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports at the end are meant to be read.
// Generated from spec/schemas by `npm run generate`. Not edited by hand.
import type { Claims } from './claims.ts';
import type { RecordClaims } from './record-claims.ts';

/** Why a value does not have the shape of a schema. */
export interface SchemaFault {
  /** JSON Pointer into the value */
  readonly instancePath: string;
  /** What of the schema it breaks there */
  readonly keyword: string;
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
var require_fast_deep_equal = __commonJS({
  "fast-deep-equal/index.js"(exports, module) {
    "use strict";
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == "object" && typeof b == "object") {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0; )
            if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0; )
          if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0; ) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  }
});
var require_equal = __commonJS({
  "ajv/dist/runtime/equal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var equal = require_fast_deep_equal();
    exports.default = equal;
  }
});
var raw0 = validate21;
var func0 = Object.prototype.hasOwnProperty;
var pattern5 = new RegExp("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "u");
function validate21(data, { instancePath = "" } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.t !== void 0 && func0.call(data, "t")) {
        let data0 = data.t;
        const _errs1 = errors;
        if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
          validate21.errors = [{ instancePath: instancePath + "/t", keyword: "type" }];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 9007199254740991 || isNaN(data0)) {
              validate21.errors = [{ instancePath: instancePath + "/t", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < 0 || isNaN(data0)) {
                validate21.errors = [{ instancePath: instancePath + "/t", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sgn !== void 0 && func0.call(data, "sgn")) {
          let data1 = data.sgn;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (Array.isArray(data1)) {
              if (data1.length > 8) {
                validate21.errors = [{ instancePath: instancePath + "/sgn", keyword: "maxItems" }];
                return false;
              } else {
                if (data1.length < 2) {
                  validate21.errors = [{ instancePath: instancePath + "/sgn", keyword: "minItems" }];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data1.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    const _errs5 = errors;
                    if (errors === _errs5) {
                      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
                        let missing0;
                        if ((data2.kid === void 0 || !func0.call(data2, "kid")) && (missing0 = "kid")) {
                          validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0, keyword: "required" }];
                          return false;
                        } else {
                          const _errs7 = errors;
                          for (const key0 of Object.keys(data2)) {
                            if (!(key0 === "kid" || key0 === "by")) {
                              validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0, keyword: "additionalProperties" }];
                              return false;
                              break;
                            }
                          }
                          if (_errs7 === errors) {
                            if (data2.kid !== void 0 && func0.call(data2, "kid")) {
                              let data3 = data2.kid;
                              const _errs8 = errors;
                              const _errs9 = errors;
                              if (errors === _errs9) {
                                if (typeof data3 === "string") {
                                  if (!pattern5.test(data3)) {
                                    validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/kid", keyword: "pattern" }];
                                    return false;
                                  }
                                } else {
                                  validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/kid", keyword: "type" }];
                                  return false;
                                }
                              }
                              var valid2 = _errs8 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data2.by !== void 0 && func0.call(data2, "by")) {
                                let data4 = data2.by;
                                const _errs11 = errors;
                                if (errors === _errs11) {
                                  if (Array.isArray(data4)) {
                                    if (data4.length > 8) {
                                      validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/by", keyword: "maxItems" }];
                                      return false;
                                    } else {
                                      if (data4.length < 1) {
                                        validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/by", keyword: "minItems" }];
                                        return false;
                                      } else {
                                        var valid4 = true;
                                        const len1 = data4.length;
                                        for (let i1 = 0; i1 < len1; i1++) {
                                          let data5 = data4[i1];
                                          const _errs13 = errors;
                                          const _errs14 = errors;
                                          if (errors === _errs14) {
                                            if (typeof data5 === "string") {
                                              if (!pattern5.test(data5)) {
                                                validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/by/" + i1, keyword: "pattern" }];
                                                return false;
                                              }
                                            } else {
                                              validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/by/" + i1, keyword: "type" }];
                                              return false;
                                            }
                                          }
                                          var valid4 = _errs13 === errors;
                                          if (!valid4) {
                                            break;
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0 + "/by", keyword: "type" }];
                                    return false;
                                  }
                                }
                                var valid2 = _errs11 === errors;
                              } else {
                                var valid2 = true;
                              }
                            }
                          }
                        }
                      } else {
                        validate21.errors = [{ instancePath: instancePath + "/sgn/" + i0, keyword: "type" }];
                        return false;
                      }
                    }
                    var valid1 = _errs5 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              }
            } else {
              validate21.errors = [{ instancePath: instancePath + "/sgn", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
      }
    } else {
      validate21.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
}
var raw1 = validate22;
var func76 = require_ucs2length().default;
var pattern10 = new RegExp("^[a-z]:[A-Za-z0-9._-]{1,128}$", "u");
var func27 = require_equal().default;
function validate23(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (Array.isArray(data)) {
      if (data.length < 1) {
        validate23.errors = [{ instancePath, keyword: "minItems" }];
        return false;
      } else {
        var valid0 = true;
        const len0 = data.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data0 = data[i0];
          const _errs1 = errors;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (!pattern5.test(data0)) {
                validate23.errors = [{ instancePath: instancePath + "/" + i0, keyword: "pattern" }];
                return false;
              }
            } else {
              validate23.errors = [{ instancePath: instancePath + "/" + i0, keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
          if (!valid0) {
            break;
          }
        }
        if (valid0) {
          let i1 = data.length;
          let j0;
          if (i1 > 1) {
            outer0: for (; i1--; ) {
              for (j0 = i1; j0--; ) {
                if (func27(data[i1], data[j0])) {
                  validate23.errors = [{ instancePath, keyword: "uniqueItems" }];
                  return false;
                  break outer0;
                }
              }
            }
          }
        }
      }
    } else {
      validate23.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate23.errors = vErrors;
  return errors === 0;
}
function validate22(data, { instancePath = "" } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.iss === void 0 || !func0.call(data, "iss")) && (missing0 = "iss") || (data.col === void 0 || !func0.call(data, "col")) && (missing0 = "col") || (data.seq === void 0 || !func0.call(data, "seq")) && (missing0 = "seq") || (data.t === void 0 || !func0.call(data, "t")) && (missing0 = "t") || (data.au === void 0 || !func0.call(data, "au")) && (missing0 = "au")) {
        validate22.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.iss !== void 0 && func0.call(data, "iss")) {
          let data0 = data.iss;
          const _errs1 = errors;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (!pattern5.test(data0)) {
                validate22.errors = [{ instancePath: instancePath + "/iss", keyword: "pattern" }];
                return false;
              }
            } else {
              validate22.errors = [{ instancePath: instancePath + "/iss", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.act !== void 0 && func0.call(data, "act")) {
            let data1 = data.act;
            const _errs4 = errors;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data1 === "string") {
                if (!pattern5.test(data1)) {
                  validate22.errors = [{ instancePath: instancePath + "/act", keyword: "pattern" }];
                  return false;
                }
              } else {
                validate22.errors = [{ instancePath: instancePath + "/act", keyword: "type" }];
                return false;
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.via !== void 0 && func0.call(data, "via")) {
              let data2 = data.via;
              const _errs7 = errors;
              if (!validate23(data2, { instancePath: instancePath + "/via" })) {
                vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                errors = vErrors.length;
              }
              if (errors === _errs7) {
                if (Array.isArray(data2)) {
                  if (data2.length > 7) {
                    validate22.errors = [{ instancePath: instancePath + "/via", keyword: "maxItems" }];
                    return false;
                  }
                } else {
                  validate22.errors = [{ instancePath: instancePath + "/via", keyword: "type" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.col !== void 0 && func0.call(data, "col")) {
                let data3 = data.col;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data3 === "string") {
                    if (!pattern10.test(data3)) {
                      validate22.errors = [{ instancePath: instancePath + "/col", keyword: "pattern" }];
                      return false;
                    }
                  } else {
                    validate22.errors = [{ instancePath: instancePath + "/col", keyword: "type" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.tag !== void 0 && func0.call(data, "tag")) {
                  let data4 = data.tag;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data4 === "string") {
                      if (func76(data4) > 128) {
                        validate22.errors = [{ instancePath: instancePath + "/tag", keyword: "maxLength" }];
                        return false;
                      } else {
                        if (func76(data4) < 1) {
                          validate22.errors = [{ instancePath: instancePath + "/tag", keyword: "minLength" }];
                          return false;
                        }
                      }
                    } else {
                      validate22.errors = [{ instancePath: instancePath + "/tag", keyword: "type" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.dig !== void 0 && func0.call(data, "dig")) {
                    let data5 = data.dig;
                    const _errs13 = errors;
                    const _errs14 = errors;
                    if (errors === _errs14) {
                      if (typeof data5 === "string") {
                        if (!pattern5.test(data5)) {
                          validate22.errors = [{ instancePath: instancePath + "/dig", keyword: "pattern" }];
                          return false;
                        }
                      } else {
                        validate22.errors = [{ instancePath: instancePath + "/dig", keyword: "type" }];
                        return false;
                      }
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.len !== void 0 && func0.call(data, "len")) {
                      let data6 = data.len;
                      const _errs16 = errors;
                      if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
                        validate22.errors = [{ instancePath: instancePath + "/len", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs16) {
                        if (typeof data6 == "number" && isFinite(data6)) {
                          if (data6 < 1 || isNaN(data6)) {
                            validate22.errors = [{ instancePath: instancePath + "/len", keyword: "minimum" }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs16 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.cty !== void 0 && func0.call(data, "cty")) {
                        let data7 = data.cty;
                        const _errs18 = errors;
                        const _errs20 = errors;
                        const _errs21 = errors;
                        if ("application/json" !== data7) {
                          const err0 = {};
                          if (vErrors === null) {
                            vErrors = [err0];
                          } else {
                            vErrors.push(err0);
                          }
                          errors++;
                        }
                        var valid4 = _errs21 === errors;
                        if (valid4) {
                          validate22.errors = [{ instancePath: instancePath + "/cty", keyword: "not" }];
                          return false;
                        } else {
                          errors = _errs20;
                          if (vErrors !== null) {
                            if (_errs20) {
                              vErrors.length = _errs20;
                            } else {
                              vErrors = null;
                            }
                          }
                        }
                        if (errors === _errs18) {
                          if (typeof data7 === "string") {
                            if (func76(data7) > 128) {
                              validate22.errors = [{ instancePath: instancePath + "/cty", keyword: "maxLength" }];
                              return false;
                            } else {
                              if (func76(data7) < 1) {
                                validate22.errors = [{ instancePath: instancePath + "/cty", keyword: "minLength" }];
                                return false;
                              }
                            }
                          } else {
                            validate22.errors = [{ instancePath: instancePath + "/cty", keyword: "type" }];
                            return false;
                          }
                        }
                        var valid0 = _errs18 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.ant !== void 0 && func0.call(data, "ant")) {
                          let data8 = data.ant;
                          const _errs22 = errors;
                          if (!validate23(data8, { instancePath: instancePath + "/ant" })) {
                            vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                            errors = vErrors.length;
                          }
                          if (errors === _errs22) {
                            if (Array.isArray(data8)) {
                              if (data8.length > 16) {
                                validate22.errors = [{ instancePath: instancePath + "/ant", keyword: "maxItems" }];
                                return false;
                              }
                            } else {
                              validate22.errors = [{ instancePath: instancePath + "/ant", keyword: "type" }];
                              return false;
                            }
                          }
                          var valid0 = _errs22 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.seq !== void 0 && func0.call(data, "seq")) {
                            let data9 = data.seq;
                            const _errs24 = errors;
                            if (!(typeof data9 == "number" && (!(data9 % 1) && !isNaN(data9)) && isFinite(data9))) {
                              validate22.errors = [{ instancePath: instancePath + "/seq", keyword: "type" }];
                              return false;
                            }
                            if (errors === _errs24) {
                              if (typeof data9 == "number" && isFinite(data9)) {
                                if (data9 < 1 || isNaN(data9)) {
                                  validate22.errors = [{ instancePath: instancePath + "/seq", keyword: "minimum" }];
                                  return false;
                                }
                              }
                            }
                            var valid0 = _errs24 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.prv !== void 0 && func0.call(data, "prv")) {
                              let data10 = data.prv;
                              const _errs26 = errors;
                              if (!validate23(data10, { instancePath: instancePath + "/prv" })) {
                                vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                                errors = vErrors.length;
                              }
                              if (errors === _errs26) {
                                if (Array.isArray(data10)) {
                                  if (data10.length > 16) {
                                    validate22.errors = [{ instancePath: instancePath + "/prv", keyword: "maxItems" }];
                                    return false;
                                  }
                                } else {
                                  validate22.errors = [{ instancePath: instancePath + "/prv", keyword: "type" }];
                                  return false;
                                }
                              }
                              var valid0 = _errs26 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.t !== void 0 && func0.call(data, "t")) {
                                let data11 = data.t;
                                const _errs28 = errors;
                                if (!(typeof data11 == "number" && (!(data11 % 1) && !isNaN(data11)) && isFinite(data11))) {
                                  validate22.errors = [{ instancePath: instancePath + "/t", keyword: "type" }];
                                  return false;
                                }
                                if (errors === _errs28) {
                                  if (typeof data11 == "number" && isFinite(data11)) {
                                    if (data11 > 9007199254740991 || isNaN(data11)) {
                                      validate22.errors = [{ instancePath: instancePath + "/t", keyword: "maximum" }];
                                      return false;
                                    } else {
                                      if (data11 < 0 || isNaN(data11)) {
                                        validate22.errors = [{ instancePath: instancePath + "/t", keyword: "minimum" }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                                var valid0 = _errs28 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.au !== void 0 && func0.call(data, "au")) {
                                  let data12 = data.au;
                                  const _errs30 = errors;
                                  if (!validate23(data12, { instancePath: instancePath + "/au" })) {
                                    vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                                    errors = vErrors.length;
                                  }
                                  if (errors === _errs30) {
                                    if (Array.isArray(data12)) {
                                      if (data12.length > 16) {
                                        validate22.errors = [{ instancePath: instancePath + "/au", keyword: "maxItems" }];
                                        return false;
                                      }
                                    } else {
                                      validate22.errors = [{ instancePath: instancePath + "/au", keyword: "type" }];
                                      return false;
                                    }
                                  }
                                  var valid0 = _errs30 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.ax !== void 0 && func0.call(data, "ax")) {
                                    let data13 = data.ax;
                                    const _errs32 = errors;
                                    if (errors === _errs32) {
                                      if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                                        if (Object.keys(data13).length > 16) {
                                          validate22.errors = [{ instancePath: instancePath + "/ax", keyword: "maxProperties" }];
                                          return false;
                                        } else {
                                          if (Object.keys(data13).length < 1) {
                                            validate22.errors = [{ instancePath: instancePath + "/ax", keyword: "minProperties" }];
                                            return false;
                                          } else {
                                            for (const key0 of Object.keys(data13)) {
                                              const _errs34 = errors;
                                              const _errs35 = errors;
                                              if (errors === _errs35) {
                                                if (typeof key0 === "string") {
                                                  if (!pattern5.test(key0)) {
                                                    const err1 = { instancePath: instancePath + "/ax", keyword: "pattern" };
                                                    if (vErrors === null) {
                                                      vErrors = [err1];
                                                    } else {
                                                      vErrors.push(err1);
                                                    }
                                                    errors++;
                                                  }
                                                } else {
                                                  const err2 = { instancePath: instancePath + "/ax", keyword: "type" };
                                                  if (vErrors === null) {
                                                    vErrors = [err2];
                                                  } else {
                                                    vErrors.push(err2);
                                                  }
                                                  errors++;
                                                }
                                              }
                                              var valid5 = _errs34 === errors;
                                              if (!valid5) {
                                                const err3 = { instancePath: instancePath + "/ax", keyword: "propertyNames" };
                                                if (vErrors === null) {
                                                  vErrors = [err3];
                                                } else {
                                                  vErrors.push(err3);
                                                }
                                                errors++;
                                                validate22.errors = vErrors;
                                                return false;
                                                break;
                                              }
                                            }
                                            if (valid5) {
                                              for (const key1 of Object.keys(data13)) {
                                                let data14 = data13[key1];
                                                const _errs38 = errors;
                                                if (!validate23(data14, { instancePath: instancePath + "/ax/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") })) {
                                                  vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                                                  errors = vErrors.length;
                                                }
                                                if (errors === _errs38) {
                                                  if (Array.isArray(data14)) {
                                                    if (data14.length > 16) {
                                                      validate22.errors = [{ instancePath: instancePath + "/ax/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), keyword: "maxItems" }];
                                                      return false;
                                                    }
                                                  } else {
                                                    validate22.errors = [{ instancePath: instancePath + "/ax/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), keyword: "type" }];
                                                    return false;
                                                  }
                                                }
                                                var valid7 = _errs38 === errors;
                                                if (!valid7) {
                                                  break;
                                                }
                                              }
                                            }
                                          }
                                        }
                                      } else {
                                        validate22.errors = [{ instancePath: instancePath + "/ax", keyword: "type" }];
                                        return false;
                                      }
                                    }
                                    var valid0 = _errs32 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.burn !== void 0 && func0.call(data, "burn")) {
                                      let data15 = data.burn;
                                      const _errs40 = errors;
                                      if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
                                        validate22.errors = [{ instancePath: instancePath + "/burn", keyword: "type" }];
                                        return false;
                                      }
                                      if (errors === _errs40) {
                                        if (typeof data15 == "number" && isFinite(data15)) {
                                          if (data15 < 1 || isNaN(data15)) {
                                            validate22.errors = [{ instancePath: instancePath + "/burn", keyword: "minimum" }];
                                            return false;
                                          }
                                        }
                                      }
                                      var valid0 = _errs40 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.del !== void 0 && func0.call(data, "del")) {
                                        const _errs42 = errors;
                                        if (true !== data.del) {
                                          validate22.errors = [{ instancePath: instancePath + "/del", keyword: "const" }];
                                          return false;
                                        }
                                        var valid0 = _errs42 === errors;
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
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate22.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate22.errors = vErrors;
  return errors === 0;
}

/** Whether a value has the shape of {@link Claims}; if not, `errors` holds the first fault until the next call. */
export const isClaims: Validator<Claims> = raw0 as unknown as Validator<Claims>;

/** Whether a value has the shape of {@link RecordClaims}; if not, `errors` holds the first fault until the next call. */
export const isRecordClaims: Validator<RecordClaims> = raw1 as unknown as Validator<RecordClaims>;
