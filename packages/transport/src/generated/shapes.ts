// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports are meant to be read.
// Generated from spec/schemas by `npm run generate`. Not edited by hand.
import type { Message, HelloMessage, OpenMessage, OpenedMessage, DepsMessage, ItemsMessage, AckMessage, GetMessage, GotMessage, WinMessage, FinMessage, DoneMessage, LagMessage, PingMessage, PongMessage, ByeMessage } from './messages.ts';
import type { PackMessage, PackHeadMessage, PackEndMessage } from './pack-messages.ts';

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

/** Where a value has byte strings: `'bytes'` for one, `[inner]` for each of a list, by index or name otherwise. */
export type BytesAt = 'bytes' | readonly [BytesAt] | { readonly [at: string]: BytesAt };

/** What is known about a message. */
export interface MessageShape<M> {
  /** the names of its members */
  readonly members: ReadonlySet<string>;
  readonly bytes: { readonly [at: string]: BytesAt };
  readonly fits: Validator<M>;
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
var fitsMessage_hello = validate53;
var func0 = Object.prototype.hasOwnProperty;
var func68 = require_ucs2length().default;
function validate53(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.v === void 0 || !func0.call(data, "v")) && (missing0 = "v") || (data.ft === void 0 || !func0.call(data, "ft")) && (missing0 = "ft") || (data.mf === void 0 || !func0.call(data, "mf")) && (missing0 = "mf") || (data.wn === void 0 || !func0.call(data, "wn")) && (missing0 = "wn") || (data.st === void 0 || !func0.call(data, "st")) && (missing0 = "st")) {
        validate53.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("hello" !== data.m) {
            validate53.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.v !== void 0 && func0.call(data, "v")) {
            let data1 = data.v;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data1)) {
                if (data1.length > 8) {
                  validate53.errors = [{ instancePath: instancePath + "/v", keyword: "maxItems" }];
                  return false;
                } else {
                  if (data1.length < 1) {
                    validate53.errors = [{ instancePath: instancePath + "/v", keyword: "minItems" }];
                    return false;
                  } else {
                    var valid1 = true;
                    const len0 = data1.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data2 = data1[i0];
                      const _errs4 = errors;
                      if (errors === _errs4) {
                        if (typeof data2 === "string") {
                          if (func68(data2) > 16) {
                            validate53.errors = [{ instancePath: instancePath + "/v/" + i0, keyword: "maxLength" }];
                            return false;
                          } else {
                            if (func68(data2) < 1) {
                              validate53.errors = [{ instancePath: instancePath + "/v/" + i0, keyword: "minLength" }];
                              return false;
                            }
                          }
                        } else {
                          validate53.errors = [{ instancePath: instancePath + "/v/" + i0, keyword: "type" }];
                          return false;
                        }
                      }
                      var valid1 = _errs4 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                }
              } else {
                validate53.errors = [{ instancePath: instancePath + "/v", keyword: "type" }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.ft !== void 0 && func0.call(data, "ft")) {
              let data3 = data.ft;
              const _errs6 = errors;
              if (errors === _errs6) {
                if (Array.isArray(data3)) {
                  if (data3.length > 32) {
                    validate53.errors = [{ instancePath: instancePath + "/ft", keyword: "maxItems" }];
                    return false;
                  } else {
                    if (data3.length < 0) {
                      validate53.errors = [{ instancePath: instancePath + "/ft", keyword: "minItems" }];
                      return false;
                    } else {
                      var valid2 = true;
                      const len1 = data3.length;
                      for (let i1 = 0; i1 < len1; i1++) {
                        let data4 = data3[i1];
                        const _errs8 = errors;
                        if (errors === _errs8) {
                          if (typeof data4 === "string") {
                            if (func68(data4) > 16) {
                              validate53.errors = [{ instancePath: instancePath + "/ft/" + i1, keyword: "maxLength" }];
                              return false;
                            } else {
                              if (func68(data4) < 1) {
                                validate53.errors = [{ instancePath: instancePath + "/ft/" + i1, keyword: "minLength" }];
                                return false;
                              }
                            }
                          } else {
                            validate53.errors = [{ instancePath: instancePath + "/ft/" + i1, keyword: "type" }];
                            return false;
                          }
                        }
                        var valid2 = _errs8 === errors;
                        if (!valid2) {
                          break;
                        }
                      }
                    }
                  }
                } else {
                  validate53.errors = [{ instancePath: instancePath + "/ft", keyword: "type" }];
                  return false;
                }
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.mf !== void 0 && func0.call(data, "mf")) {
                let data5 = data.mf;
                const _errs10 = errors;
                if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                  validate53.errors = [{ instancePath: instancePath + "/mf", keyword: "type" }];
                  return false;
                }
                if (errors === _errs10) {
                  if (typeof data5 == "number" && isFinite(data5)) {
                    if (data5 > 1048576 || isNaN(data5)) {
                      validate53.errors = [{ instancePath: instancePath + "/mf", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data5 < 131072 || isNaN(data5)) {
                        validate53.errors = [{ instancePath: instancePath + "/mf", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs10 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.wn !== void 0 && func0.call(data, "wn")) {
                  let data6 = data.wn;
                  const _errs12 = errors;
                  if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
                    validate53.errors = [{ instancePath: instancePath + "/wn", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs12) {
                    if (typeof data6 == "number" && isFinite(data6)) {
                      if (data6 > 16777216 || isNaN(data6)) {
                        validate53.errors = [{ instancePath: instancePath + "/wn", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data6 < 131072 || isNaN(data6)) {
                          validate53.errors = [{ instancePath: instancePath + "/wn", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs12 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.st !== void 0 && func0.call(data, "st")) {
                    let data7 = data.st;
                    const _errs14 = errors;
                    if (!(data7 instanceof Uint8Array) || data7.length < 8 || data7.length > 8) {
                      validate53.errors = [{ instancePath: instancePath + "/st", keyword: "x-bytes" }];
                      return false;
                    }
                    var valid0 = _errs14 === errors;
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
      validate53.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate53.errors = vErrors;
  return errors === 0;
}
var fitsMessage_open = validate54;
function validate24(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (Array.isArray(data)) {
      if (data.length > 64) {
        validate24.errors = [{ instancePath, keyword: "maxItems" }];
        return false;
      } else {
        if (data.length < 0) {
          validate24.errors = [{ instancePath, keyword: "minItems" }];
          return false;
        } else {
          var valid0 = true;
          const len0 = data.length;
          for (let i0 = 0; i0 < len0; i0++) {
            let data0 = data[i0];
            const _errs1 = errors;
            if (!(data0 instanceof Uint8Array) || data0.length < 32 || data0.length > 32) {
              validate24.errors = [{ instancePath: instancePath + "/" + i0, keyword: "x-bytes" }];
              return false;
            }
            var valid0 = _errs1 === errors;
            if (!valid0) {
              break;
            }
          }
        }
      }
    } else {
      validate24.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}
function validate54(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s") || (data.sp === void 0 || !func0.call(data, "sp")) && (missing0 = "sp") || (data.live === void 0 || !func0.call(data, "live")) && (missing0 = "live") || (data.n === void 0 || !func0.call(data, "n")) && (missing0 = "n") || (data.ce === void 0 || !func0.call(data, "ce")) && (missing0 = "ce") || (data.heads === void 0 || !func0.call(data, "heads")) && (missing0 = "heads")) {
        validate54.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("open" !== data.m) {
            validate54.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate54.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate54.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate54.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.sp !== void 0 && func0.call(data, "sp")) {
              let data2 = data.sp;
              const _errs4 = errors;
              if (!(data2 instanceof Uint8Array) || data2.length < 32 || data2.length > 32) {
                validate54.errors = [{ instancePath: instancePath + "/sp", keyword: "x-bytes" }];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.live !== void 0 && func0.call(data, "live")) {
                const _errs6 = errors;
                if (typeof data.live !== "boolean") {
                  validate54.errors = [{ instancePath: instancePath + "/live", keyword: "type" }];
                  return false;
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.n !== void 0 && func0.call(data, "n")) {
                  let data4 = data.n;
                  const _errs8 = errors;
                  if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
                    validate54.errors = [{ instancePath: instancePath + "/n", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs8) {
                    if (typeof data4 == "number" && isFinite(data4)) {
                      if (data4 > 9007199254740991 || isNaN(data4)) {
                        validate54.errors = [{ instancePath: instancePath + "/n", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data4 < 0 || isNaN(data4)) {
                          validate54.errors = [{ instancePath: instancePath + "/n", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.ce !== void 0 && func0.call(data, "ce")) {
                    let data5 = data.ce;
                    const _errs10 = errors;
                    if (!(data5 instanceof Uint8Array) || data5.length < 32 || data5.length > 32) {
                      validate54.errors = [{ instancePath: instancePath + "/ce", keyword: "x-bytes" }];
                      return false;
                    }
                    var valid0 = _errs10 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.heads !== void 0 && func0.call(data, "heads")) {
                      const _errs12 = errors;
                      if (!validate24(data.heads, { instancePath: instancePath + "/heads" })) {
                        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                        errors = vErrors.length;
                      }
                      var valid0 = _errs12 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.cur !== void 0 && func0.call(data, "cur")) {
                        let data7 = data.cur;
                        const _errs13 = errors;
                        if (!(data7 instanceof Uint8Array) || data7.length < 0 || data7.length > 64) {
                          validate54.errors = [{ instancePath: instancePath + "/cur", keyword: "x-bytes" }];
                          return false;
                        }
                        var valid0 = _errs13 === errors;
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
    } else {
      validate54.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate54.errors = vErrors;
  return errors === 0;
}
var fitsMessage_opened = validate56;
function validate56(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s") || (data.at === void 0 || !func0.call(data, "at")) && (missing0 = "at") || (data.n === void 0 || !func0.call(data, "n")) && (missing0 = "n") || (data.ce === void 0 || !func0.call(data, "ce")) && (missing0 = "ce") || (data.heads === void 0 || !func0.call(data, "heads")) && (missing0 = "heads")) {
        validate56.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("opened" !== data.m) {
            validate56.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate56.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate56.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate56.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.at !== void 0 && func0.call(data, "at")) {
              let data2 = data.at;
              const _errs4 = errors;
              if (!(data2 instanceof Uint8Array) || data2.length < 24 || data2.length > 24) {
                validate56.errors = [{ instancePath: instancePath + "/at", keyword: "x-bytes" }];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.n !== void 0 && func0.call(data, "n")) {
                let data3 = data.n;
                const _errs6 = errors;
                if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
                  validate56.errors = [{ instancePath: instancePath + "/n", keyword: "type" }];
                  return false;
                }
                if (errors === _errs6) {
                  if (typeof data3 == "number" && isFinite(data3)) {
                    if (data3 > 9007199254740991 || isNaN(data3)) {
                      validate56.errors = [{ instancePath: instancePath + "/n", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data3 < 0 || isNaN(data3)) {
                        validate56.errors = [{ instancePath: instancePath + "/n", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.ce !== void 0 && func0.call(data, "ce")) {
                  let data4 = data.ce;
                  const _errs8 = errors;
                  if (!(data4 instanceof Uint8Array) || data4.length < 32 || data4.length > 32) {
                    validate56.errors = [{ instancePath: instancePath + "/ce", keyword: "x-bytes" }];
                    return false;
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.heads !== void 0 && func0.call(data, "heads")) {
                    const _errs10 = errors;
                    if (!validate24(data.heads, { instancePath: instancePath + "/heads" })) {
                      vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                      errors = vErrors.length;
                    }
                    var valid0 = _errs10 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.reset !== void 0 && func0.call(data, "reset")) {
                      const _errs11 = errors;
                      if (true !== data.reset) {
                        validate56.errors = [{ instancePath: instancePath + "/reset", keyword: "const" }];
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
      }
    } else {
      validate56.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate56.errors = vErrors;
  return errors === 0;
}
var fitsMessage_deps = validate58;
function validate58(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s") || (data.l === void 0 || !func0.call(data, "l")) && (missing0 = "l")) {
        validate58.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("deps" !== data.m) {
            validate58.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate58.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate58.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate58.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.l !== void 0 && func0.call(data, "l")) {
              let data2 = data.l;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (Array.isArray(data2)) {
                  if (data2.length > 256) {
                    validate58.errors = [{ instancePath: instancePath + "/l", keyword: "maxItems" }];
                    return false;
                  } else {
                    if (data2.length < 1) {
                      validate58.errors = [{ instancePath: instancePath + "/l", keyword: "minItems" }];
                      return false;
                    } else {
                      var valid1 = true;
                      const len0 = data2.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data3 = data2[i0];
                        const _errs6 = errors;
                        if (errors === _errs6) {
                          if (Array.isArray(data3)) {
                            if (data3.length > 3) {
                              validate58.errors = [{ instancePath: instancePath + "/l/" + i0, keyword: "maxItems" }];
                              return false;
                            } else {
                              if (data3.length < 3) {
                                validate58.errors = [{ instancePath: instancePath + "/l/" + i0, keyword: "minItems" }];
                                return false;
                              } else {
                                const len1 = data3.length;
                                if (len1 > 0) {
                                  let data4 = data3[0];
                                  const _errs8 = errors;
                                  if (!(data4 instanceof Uint8Array) || data4.length < 32 || data4.length > 32) {
                                    validate58.errors = [{ instancePath: instancePath + "/l/" + i0 + "/0", keyword: "x-bytes" }];
                                    return false;
                                  }
                                  var valid2 = _errs8 === errors;
                                }
                                if (valid2) {
                                  if (len1 > 1) {
                                    let data5 = data3[1];
                                    const _errs10 = errors;
                                    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                                      validate58.errors = [{ instancePath: instancePath + "/l/" + i0 + "/1", keyword: "type" }];
                                      return false;
                                    }
                                    if (errors === _errs10) {
                                      if (typeof data5 == "number" && isFinite(data5)) {
                                        if (data5 > 9007199254740991 || isNaN(data5)) {
                                          validate58.errors = [{ instancePath: instancePath + "/l/" + i0 + "/1", keyword: "maximum" }];
                                          return false;
                                        } else {
                                          if (data5 < 0 || isNaN(data5)) {
                                            validate58.errors = [{ instancePath: instancePath + "/l/" + i0 + "/1", keyword: "minimum" }];
                                            return false;
                                          }
                                        }
                                      }
                                    }
                                    var valid2 = _errs10 === errors;
                                  }
                                  if (valid2) {
                                    if (len1 > 2) {
                                      const _errs12 = errors;
                                      if (!validate24(data3[2], { instancePath: instancePath + "/l/" + i0 + "/2" })) {
                                        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                                        errors = vErrors.length;
                                      }
                                      var valid2 = _errs12 === errors;
                                    }
                                    if (valid2) {
                                      const len2 = data3.length;
                                      if (!(len2 <= 3)) {
                                        validate58.errors = [{ instancePath: instancePath + "/l/" + i0, keyword: "items" }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          } else {
                            validate58.errors = [{ instancePath: instancePath + "/l/" + i0, keyword: "type" }];
                            return false;
                          }
                        }
                        var valid1 = _errs6 === errors;
                        if (!valid1) {
                          break;
                        }
                      }
                    }
                  }
                } else {
                  validate58.errors = [{ instancePath: instancePath + "/l", keyword: "type" }];
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
    } else {
      validate58.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate58.errors = vErrors;
  return errors === 0;
}
var fitsMessage_items = validate60;
function validate35(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (Array.isArray(data)) {
      if (data.length > 4) {
        validate35.errors = [{ instancePath, keyword: "maxItems" }];
        return false;
      } else {
        if (data.length < 3) {
          validate35.errors = [{ instancePath, keyword: "minItems" }];
          return false;
        } else {
          const len0 = data.length;
          if (len0 > 0) {
            let data0 = data[0];
            const _errs1 = errors;
            if (!(data0 instanceof Uint8Array) || data0.length < 2 || data0.length > 512) {
              validate35.errors = [{ instancePath: instancePath + "/0", keyword: "x-bytes" }];
              return false;
            }
            var valid0 = _errs1 === errors;
          }
          if (valid0) {
            if (len0 > 1) {
              let data1 = data[1];
              const _errs2 = errors;
              if (!(data1 instanceof Uint8Array) || data1.length < 2 || data1.length > 65536) {
                validate35.errors = [{ instancePath: instancePath + "/1", keyword: "x-bytes" }];
                return false;
              }
              var valid0 = _errs2 === errors;
            }
            if (valid0) {
              if (len0 > 2) {
                let data2 = data[2];
                const _errs3 = errors;
                const _errs4 = errors;
                let valid1 = false;
                const _errs5 = errors;
                if (!(data2 instanceof Uint8Array) || data2.length < 64 || data2.length > 64) {
                  const err0 = { instancePath: instancePath + "/2", keyword: "x-bytes" };
                  if (vErrors === null) {
                    vErrors = [err0];
                  } else {
                    vErrors.push(err0);
                  }
                  errors++;
                }
                var _valid0 = _errs5 === errors;
                valid1 = valid1 || _valid0;
                const _errs6 = errors;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (Array.isArray(data2)) {
                    if (data2.length > 2) {
                      const err1 = { instancePath: instancePath + "/2", keyword: "maxItems" };
                      if (vErrors === null) {
                        vErrors = [err1];
                      } else {
                        vErrors.push(err1);
                      }
                      errors++;
                    } else {
                      if (data2.length < 2) {
                        const err2 = { instancePath: instancePath + "/2", keyword: "minItems" };
                        if (vErrors === null) {
                          vErrors = [err2];
                        } else {
                          vErrors.push(err2);
                        }
                        errors++;
                      } else {
                        const len1 = data2.length;
                        if (len1 > 0) {
                          let data3 = data2[0];
                          const _errs9 = errors;
                          if (!(data3 instanceof Uint8Array) || data3.length < 64 || data3.length > 64) {
                            const err3 = { instancePath: instancePath + "/2/0", keyword: "x-bytes" };
                            if (vErrors === null) {
                              vErrors = [err3];
                            } else {
                              vErrors.push(err3);
                            }
                            errors++;
                          }
                          var valid3 = _errs9 === errors;
                        }
                        if (valid3) {
                          if (len1 > 1) {
                            let data4 = data2[1];
                            const _errs10 = errors;
                            if (errors === _errs10) {
                              if (Array.isArray(data4)) {
                                if (data4.length > 7) {
                                  const err4 = { instancePath: instancePath + "/2/1", keyword: "maxItems" };
                                  if (vErrors === null) {
                                    vErrors = [err4];
                                  } else {
                                    vErrors.push(err4);
                                  }
                                  errors++;
                                } else {
                                  if (data4.length < 1) {
                                    const err5 = { instancePath: instancePath + "/2/1", keyword: "minItems" };
                                    if (vErrors === null) {
                                      vErrors = [err5];
                                    } else {
                                      vErrors.push(err5);
                                    }
                                    errors++;
                                  } else {
                                    var valid4 = true;
                                    const len2 = data4.length;
                                    for (let i0 = 0; i0 < len2; i0++) {
                                      let data5 = data4[i0];
                                      const _errs12 = errors;
                                      if (errors === _errs12) {
                                        if (Array.isArray(data5)) {
                                          if (data5.length > 2) {
                                            const err6 = { instancePath: instancePath + "/2/1/" + i0, keyword: "maxItems" };
                                            if (vErrors === null) {
                                              vErrors = [err6];
                                            } else {
                                              vErrors.push(err6);
                                            }
                                            errors++;
                                          } else {
                                            if (data5.length < 2) {
                                              const err7 = { instancePath: instancePath + "/2/1/" + i0, keyword: "minItems" };
                                              if (vErrors === null) {
                                                vErrors = [err7];
                                              } else {
                                                vErrors.push(err7);
                                              }
                                              errors++;
                                            } else {
                                              const len3 = data5.length;
                                              if (len3 > 0) {
                                                let data6 = data5[0];
                                                const _errs14 = errors;
                                                if (!(data6 instanceof Uint8Array) || data6.length < 2 || data6.length > 512) {
                                                  const err8 = { instancePath: instancePath + "/2/1/" + i0 + "/0", keyword: "x-bytes" };
                                                  if (vErrors === null) {
                                                    vErrors = [err8];
                                                  } else {
                                                    vErrors.push(err8);
                                                  }
                                                  errors++;
                                                }
                                                var valid5 = _errs14 === errors;
                                              }
                                              if (valid5) {
                                                if (len3 > 1) {
                                                  let data7 = data5[1];
                                                  const _errs15 = errors;
                                                  if (!(data7 instanceof Uint8Array) || data7.length < 64 || data7.length > 64) {
                                                    const err9 = { instancePath: instancePath + "/2/1/" + i0 + "/1", keyword: "x-bytes" };
                                                    if (vErrors === null) {
                                                      vErrors = [err9];
                                                    } else {
                                                      vErrors.push(err9);
                                                    }
                                                    errors++;
                                                  }
                                                  var valid5 = _errs15 === errors;
                                                }
                                                if (valid5) {
                                                  const len4 = data5.length;
                                                  if (!(len4 <= 2)) {
                                                    const err10 = { instancePath: instancePath + "/2/1/" + i0, keyword: "items" };
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
                                        } else {
                                          const err11 = { instancePath: instancePath + "/2/1/" + i0, keyword: "type" };
                                          if (vErrors === null) {
                                            vErrors = [err11];
                                          } else {
                                            vErrors.push(err11);
                                          }
                                          errors++;
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
                                const err12 = { instancePath: instancePath + "/2/1", keyword: "type" };
                                if (vErrors === null) {
                                  vErrors = [err12];
                                } else {
                                  vErrors.push(err12);
                                }
                                errors++;
                              }
                            }
                            var valid3 = _errs10 === errors;
                          }
                          if (valid3) {
                            const len5 = data2.length;
                            if (!(len5 <= 2)) {
                              const err13 = { instancePath: instancePath + "/2", keyword: "items" };
                              if (vErrors === null) {
                                vErrors = [err13];
                              } else {
                                vErrors.push(err13);
                              }
                              errors++;
                            }
                          }
                        }
                      }
                    }
                  } else {
                    const err14 = { instancePath: instancePath + "/2", keyword: "type" };
                    if (vErrors === null) {
                      vErrors = [err14];
                    } else {
                      vErrors.push(err14);
                    }
                    errors++;
                  }
                }
                var _valid0 = _errs6 === errors;
                valid1 = valid1 || _valid0;
                if (!valid1) {
                  const err15 = { instancePath: instancePath + "/2", keyword: "anyOf" };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                  validate35.errors = vErrors;
                  return false;
                } else {
                  errors = _errs4;
                  if (vErrors !== null) {
                    if (_errs4) {
                      vErrors.length = _errs4;
                    } else {
                      vErrors = null;
                    }
                  }
                }
                var valid0 = _errs3 === errors;
              }
              if (valid0) {
                if (len0 > 3) {
                  let data8 = data[3];
                  const _errs16 = errors;
                  if (!(data8 instanceof Uint8Array) || data8.length < 0 || data8.length > 1048576) {
                    validate35.errors = [{ instancePath: instancePath + "/3", keyword: "x-bytes" }];
                    return false;
                  }
                  var valid0 = _errs16 === errors;
                }
                if (valid0) {
                  const len6 = data.length;
                  if (!(len6 <= 4)) {
                    validate35.errors = [{ instancePath, keyword: "items" }];
                    return false;
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate35.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate35.errors = vErrors;
  return errors === 0;
}
function validate34(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (Array.isArray(data)) {
      if (data.length > 512) {
        validate34.errors = [{ instancePath, keyword: "maxItems" }];
        return false;
      } else {
        if (data.length < 1) {
          validate34.errors = [{ instancePath, keyword: "minItems" }];
          return false;
        } else {
          var valid0 = true;
          const len0 = data.length;
          for (let i0 = 0; i0 < len0; i0++) {
            const _errs1 = errors;
            if (!validate35(data[i0], { instancePath: instancePath + "/" + i0 })) {
              vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
              errors = vErrors.length;
            }
            var valid0 = _errs1 === errors;
            if (!valid0) {
              break;
            }
          }
        }
      }
    } else {
      validate34.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate34.errors = vErrors;
  return errors === 0;
}
function validate60(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs1 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs2 = errors;
  const _errs3 = errors;
  const _errs4 = errors;
  const _errs5 = errors;
  let valid2 = false;
  const _errs6 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if ((data.z === void 0 || !func0.call(data, "z")) && (missing0 = "z")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  var _valid1 = _errs6 === errors;
  valid2 = valid2 || _valid1;
  const _errs7 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing1;
    if ((data.zn === void 0 || !func0.call(data, "zn")) && (missing1 = "zn")) {
      const err1 = {};
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  var _valid1 = _errs7 === errors;
  valid2 = valid2 || _valid1;
  if (!valid2) {
    const err2 = {};
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  } else {
    errors = _errs5;
    if (vErrors !== null) {
      if (_errs5) {
        vErrors.length = _errs5;
      } else {
        vErrors = null;
      }
    }
  }
  var valid1 = _errs4 === errors;
  if (valid1) {
    const err3 = { instancePath, keyword: "not" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
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
  if (errors === _errs2) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing2;
      if ((data.i === void 0 || !func0.call(data, "i")) && (missing2 = "i")) {
        const err4 = { instancePath, keyword: "required" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  }
  var _valid0 = _errs2 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs8 = errors;
  const _errs9 = errors;
  const _errs10 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing3;
    if ((data.i === void 0 || !func0.call(data, "i")) && (missing3 = "i")) {
      const err5 = {};
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
  }
  var valid3 = _errs10 === errors;
  if (valid3) {
    const err6 = { instancePath, keyword: "not" };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  } else {
    errors = _errs9;
    if (vErrors !== null) {
      if (_errs9) {
        vErrors.length = _errs9;
      } else {
        vErrors = null;
      }
    }
  }
  if (errors === _errs8) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing4;
      if ((data.z === void 0 || !func0.call(data, "z")) && (missing4 = "z") || (data.zn === void 0 || !func0.call(data, "zn")) && (missing4 = "zn")) {
        const err7 = { instancePath, keyword: "required" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  }
  var _valid0 = _errs8 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
  }
  if (!valid0) {
    const err8 = { instancePath, keyword: "oneOf" };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
    validate60.errors = vErrors;
    return false;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing5;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing5 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing5 = "s") || (data.q === void 0 || !func0.call(data, "q")) && (missing5 = "q")) {
        validate60.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs11 = errors;
          if ("items" !== data.m) {
            validate60.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid4 = _errs11 === errors;
        } else {
          var valid4 = true;
        }
        if (valid4) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs12 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate60.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs12) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate60.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate60.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid4 = _errs12 === errors;
          } else {
            var valid4 = true;
          }
          if (valid4) {
            if (data.q !== void 0 && func0.call(data, "q")) {
              let data2 = data.q;
              const _errs14 = errors;
              if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
                validate60.errors = [{ instancePath: instancePath + "/q", keyword: "type" }];
                return false;
              }
              if (errors === _errs14) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 9007199254740991 || isNaN(data2)) {
                    validate60.errors = [{ instancePath: instancePath + "/q", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate60.errors = [{ instancePath: instancePath + "/q", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid4 = _errs14 === errors;
            } else {
              var valid4 = true;
            }
            if (valid4) {
              if (data.i !== void 0 && func0.call(data, "i")) {
                const _errs16 = errors;
                if (!validate34(data.i, { instancePath: instancePath + "/i" })) {
                  vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
                  errors = vErrors.length;
                }
                var valid4 = _errs16 === errors;
              } else {
                var valid4 = true;
              }
              if (valid4) {
                if (data.z !== void 0 && func0.call(data, "z")) {
                  let data4 = data.z;
                  const _errs17 = errors;
                  if (!(data4 instanceof Uint8Array) || data4.length < 1 || data4.length > 1048576) {
                    validate60.errors = [{ instancePath: instancePath + "/z", keyword: "x-bytes" }];
                    return false;
                  }
                  var valid4 = _errs17 === errors;
                } else {
                  var valid4 = true;
                }
                if (valid4) {
                  if (data.zn !== void 0 && func0.call(data, "zn")) {
                    let data5 = data.zn;
                    const _errs18 = errors;
                    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                      validate60.errors = [{ instancePath: instancePath + "/zn", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs18) {
                      if (typeof data5 == "number" && isFinite(data5)) {
                        if (data5 > 4194304 || isNaN(data5)) {
                          validate60.errors = [{ instancePath: instancePath + "/zn", keyword: "maximum" }];
                          return false;
                        } else {
                          if (data5 < 1 || isNaN(data5)) {
                            validate60.errors = [{ instancePath: instancePath + "/zn", keyword: "minimum" }];
                            return false;
                          }
                        }
                      }
                    }
                    var valid4 = _errs18 === errors;
                  } else {
                    var valid4 = true;
                  }
                  if (valid4) {
                    if (data.cur !== void 0 && func0.call(data, "cur")) {
                      let data6 = data.cur;
                      const _errs20 = errors;
                      if (!(data6 instanceof Uint8Array) || data6.length < 24 || data6.length > 24) {
                        validate60.errors = [{ instancePath: instancePath + "/cur", keyword: "x-bytes" }];
                        return false;
                      }
                      var valid4 = _errs20 === errors;
                    } else {
                      var valid4 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate60.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate60.errors = vErrors;
  return errors === 0;
}
var fitsMessage_ack = validate62;
var pattern5 = new RegExp("^E_[A-Z0-9_]{1,40}$", "u");
function validate62(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s") || (data.q === void 0 || !func0.call(data, "q")) && (missing0 = "q") || (data.no === void 0 || !func0.call(data, "no")) && (missing0 = "no") || (data.dur === void 0 || !func0.call(data, "dur")) && (missing0 = "dur")) {
        validate62.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("ack" !== data.m) {
            validate62.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate62.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate62.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate62.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.q !== void 0 && func0.call(data, "q")) {
              let data2 = data.q;
              const _errs4 = errors;
              if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
                validate62.errors = [{ instancePath: instancePath + "/q", keyword: "type" }];
                return false;
              }
              if (errors === _errs4) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 9007199254740991 || isNaN(data2)) {
                    validate62.errors = [{ instancePath: instancePath + "/q", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate62.errors = [{ instancePath: instancePath + "/q", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.no !== void 0 && func0.call(data, "no")) {
                let data3 = data.no;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data3)) {
                    if (data3.length > 1024) {
                      validate62.errors = [{ instancePath: instancePath + "/no", keyword: "maxItems" }];
                      return false;
                    } else {
                      if (data3.length < 0) {
                        validate62.errors = [{ instancePath: instancePath + "/no", keyword: "minItems" }];
                        return false;
                      } else {
                        var valid1 = true;
                        const len0 = data3.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          let data4 = data3[i0];
                          const _errs8 = errors;
                          if (errors === _errs8) {
                            if (Array.isArray(data4)) {
                              if (data4.length > 2) {
                                validate62.errors = [{ instancePath: instancePath + "/no/" + i0, keyword: "maxItems" }];
                                return false;
                              } else {
                                if (data4.length < 2) {
                                  validate62.errors = [{ instancePath: instancePath + "/no/" + i0, keyword: "minItems" }];
                                  return false;
                                } else {
                                  const len1 = data4.length;
                                  if (len1 > 0) {
                                    let data5 = data4[0];
                                    const _errs10 = errors;
                                    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                                      validate62.errors = [{ instancePath: instancePath + "/no/" + i0 + "/0", keyword: "type" }];
                                      return false;
                                    }
                                    if (errors === _errs10) {
                                      if (typeof data5 == "number" && isFinite(data5)) {
                                        if (data5 > 511 || isNaN(data5)) {
                                          validate62.errors = [{ instancePath: instancePath + "/no/" + i0 + "/0", keyword: "maximum" }];
                                          return false;
                                        } else {
                                          if (data5 < 0 || isNaN(data5)) {
                                            validate62.errors = [{ instancePath: instancePath + "/no/" + i0 + "/0", keyword: "minimum" }];
                                            return false;
                                          }
                                        }
                                      }
                                    }
                                    var valid2 = _errs10 === errors;
                                  }
                                  if (valid2) {
                                    if (len1 > 1) {
                                      let data6 = data4[1];
                                      const _errs12 = errors;
                                      const _errs13 = errors;
                                      if (errors === _errs13) {
                                        if (typeof data6 === "string") {
                                          if (!pattern5.test(data6)) {
                                            validate62.errors = [{ instancePath: instancePath + "/no/" + i0 + "/1", keyword: "pattern" }];
                                            return false;
                                          }
                                        } else {
                                          validate62.errors = [{ instancePath: instancePath + "/no/" + i0 + "/1", keyword: "type" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs12 === errors;
                                    }
                                    if (valid2) {
                                      const len2 = data4.length;
                                      if (!(len2 <= 2)) {
                                        validate62.errors = [{ instancePath: instancePath + "/no/" + i0, keyword: "items" }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                              }
                            } else {
                              validate62.errors = [{ instancePath: instancePath + "/no/" + i0, keyword: "type" }];
                              return false;
                            }
                          }
                          var valid1 = _errs8 === errors;
                          if (!valid1) {
                            break;
                          }
                        }
                      }
                    }
                  } else {
                    validate62.errors = [{ instancePath: instancePath + "/no", keyword: "type" }];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.dur !== void 0 && func0.call(data, "dur")) {
                  let data7 = data.dur;
                  const _errs15 = errors;
                  if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7))) {
                    validate62.errors = [{ instancePath: instancePath + "/dur", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs15) {
                    if (typeof data7 == "number" && isFinite(data7)) {
                      if (data7 > 2 || isNaN(data7)) {
                        validate62.errors = [{ instancePath: instancePath + "/dur", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data7 < 0 || isNaN(data7)) {
                          validate62.errors = [{ instancePath: instancePath + "/dur", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs15 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate62.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate62.errors = vErrors;
  return errors === 0;
}
var fitsMessage_get = validate63;
function validate63(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs1 = errors;
  let valid0 = false;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if ((data.ids === void 0 || !func0.call(data, "ids")) && (missing0 = "ids")) {
      const err0 = { instancePath, keyword: "required" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  var _valid0 = _errs2 === errors;
  valid0 = valid0 || _valid0;
  const _errs3 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing1;
    if ((data.digs === void 0 || !func0.call(data, "digs")) && (missing1 = "digs")) {
      const err1 = { instancePath, keyword: "required" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  var _valid0 = _errs3 === errors;
  valid0 = valid0 || _valid0;
  if (!valid0) {
    const err2 = { instancePath, keyword: "anyOf" };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
    validate63.errors = vErrors;
    return false;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing2;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing2 = "m") || (data.rq === void 0 || !func0.call(data, "rq")) && (missing2 = "rq")) {
        validate63.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs4 = errors;
          if ("get" !== data.m) {
            validate63.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid1 = _errs4 === errors;
        } else {
          var valid1 = true;
        }
        if (valid1) {
          if (data.rq !== void 0 && func0.call(data, "rq")) {
            let data1 = data.rq;
            const _errs5 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate63.errors = [{ instancePath: instancePath + "/rq", keyword: "type" }];
              return false;
            }
            if (errors === _errs5) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 9007199254740991 || isNaN(data1)) {
                  validate63.errors = [{ instancePath: instancePath + "/rq", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate63.errors = [{ instancePath: instancePath + "/rq", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid1 = _errs5 === errors;
          } else {
            var valid1 = true;
          }
          if (valid1) {
            if (data.ids !== void 0 && func0.call(data, "ids")) {
              let data2 = data.ids;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (Array.isArray(data2)) {
                  if (data2.length > 256) {
                    validate63.errors = [{ instancePath: instancePath + "/ids", keyword: "maxItems" }];
                    return false;
                  } else {
                    if (data2.length < 1) {
                      validate63.errors = [{ instancePath: instancePath + "/ids", keyword: "minItems" }];
                      return false;
                    } else {
                      var valid2 = true;
                      const len0 = data2.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data3 = data2[i0];
                        const _errs9 = errors;
                        if (!(data3 instanceof Uint8Array) || data3.length < 32 || data3.length > 32) {
                          validate63.errors = [{ instancePath: instancePath + "/ids/" + i0, keyword: "x-bytes" }];
                          return false;
                        }
                        var valid2 = _errs9 === errors;
                        if (!valid2) {
                          break;
                        }
                      }
                    }
                  }
                } else {
                  validate63.errors = [{ instancePath: instancePath + "/ids", keyword: "type" }];
                  return false;
                }
              }
              var valid1 = _errs7 === errors;
            } else {
              var valid1 = true;
            }
            if (valid1) {
              if (data.digs !== void 0 && func0.call(data, "digs")) {
                let data4 = data.digs;
                const _errs11 = errors;
                if (errors === _errs11) {
                  if (Array.isArray(data4)) {
                    if (data4.length > 256) {
                      validate63.errors = [{ instancePath: instancePath + "/digs", keyword: "maxItems" }];
                      return false;
                    } else {
                      if (data4.length < 1) {
                        validate63.errors = [{ instancePath: instancePath + "/digs", keyword: "minItems" }];
                        return false;
                      } else {
                        var valid4 = true;
                        const len1 = data4.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data5 = data4[i1];
                          const _errs13 = errors;
                          if (!(data5 instanceof Uint8Array) || data5.length < 32 || data5.length > 32) {
                            validate63.errors = [{ instancePath: instancePath + "/digs/" + i1, keyword: "x-bytes" }];
                            return false;
                          }
                          var valid4 = _errs13 === errors;
                          if (!valid4) {
                            break;
                          }
                        }
                      }
                    }
                  } else {
                    validate63.errors = [{ instancePath: instancePath + "/digs", keyword: "type" }];
                    return false;
                  }
                }
                var valid1 = _errs11 === errors;
              } else {
                var valid1 = true;
              }
            }
          }
        }
      }
    } else {
      validate63.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate63.errors = vErrors;
  return errors === 0;
}
var fitsMessage_got = validate64;
function validate64(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs1 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs2 = errors;
  const _errs3 = errors;
  const _errs4 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if ((data.i === void 0 || !func0.call(data, "i")) && (missing0 = "i")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  var valid1 = _errs4 === errors;
  if (valid1) {
    const err1 = { instancePath, keyword: "not" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
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
  if (errors === _errs2) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if ((data.z === void 0 || !func0.call(data, "z")) && (missing1 = "z") || (data.zn === void 0 || !func0.call(data, "zn")) && (missing1 = "zn")) {
        const err2 = { instancePath, keyword: "required" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  }
  var _valid0 = _errs2 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs5 = errors;
  const _errs6 = errors;
  const _errs7 = errors;
  const _errs8 = errors;
  let valid3 = false;
  const _errs9 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing2;
    if ((data.z === void 0 || !func0.call(data, "z")) && (missing2 = "z")) {
      const err3 = {};
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
  }
  var _valid1 = _errs9 === errors;
  valid3 = valid3 || _valid1;
  const _errs10 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing3;
    if ((data.zn === void 0 || !func0.call(data, "zn")) && (missing3 = "zn")) {
      const err4 = {};
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
  }
  var _valid1 = _errs10 === errors;
  valid3 = valid3 || _valid1;
  if (!valid3) {
    const err5 = {};
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
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
  var valid2 = _errs7 === errors;
  if (valid2) {
    const err6 = { instancePath, keyword: "not" };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  } else {
    errors = _errs6;
    if (vErrors !== null) {
      if (_errs6) {
        vErrors.length = _errs6;
      } else {
        vErrors = null;
      }
    }
  }
  var _valid0 = _errs5 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
  }
  if (!valid0) {
    const err7 = { instancePath, keyword: "oneOf" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
    validate64.errors = vErrors;
    return false;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing4;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing4 = "m") || (data.rq === void 0 || !func0.call(data, "rq")) && (missing4 = "rq")) {
        validate64.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs11 = errors;
          if ("got" !== data.m) {
            validate64.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid4 = _errs11 === errors;
        } else {
          var valid4 = true;
        }
        if (valid4) {
          if (data.rq !== void 0 && func0.call(data, "rq")) {
            let data1 = data.rq;
            const _errs12 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate64.errors = [{ instancePath: instancePath + "/rq", keyword: "type" }];
              return false;
            }
            if (errors === _errs12) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 9007199254740991 || isNaN(data1)) {
                  validate64.errors = [{ instancePath: instancePath + "/rq", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate64.errors = [{ instancePath: instancePath + "/rq", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid4 = _errs12 === errors;
          } else {
            var valid4 = true;
          }
          if (valid4) {
            if (data.i !== void 0 && func0.call(data, "i")) {
              const _errs14 = errors;
              if (!validate34(data.i, { instancePath: instancePath + "/i" })) {
                vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
                errors = vErrors.length;
              }
              var valid4 = _errs14 === errors;
            } else {
              var valid4 = true;
            }
            if (valid4) {
              if (data.z !== void 0 && func0.call(data, "z")) {
                let data3 = data.z;
                const _errs15 = errors;
                if (!(data3 instanceof Uint8Array) || data3.length < 1 || data3.length > 1048576) {
                  validate64.errors = [{ instancePath: instancePath + "/z", keyword: "x-bytes" }];
                  return false;
                }
                var valid4 = _errs15 === errors;
              } else {
                var valid4 = true;
              }
              if (valid4) {
                if (data.zn !== void 0 && func0.call(data, "zn")) {
                  let data4 = data.zn;
                  const _errs16 = errors;
                  if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
                    validate64.errors = [{ instancePath: instancePath + "/zn", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs16) {
                    if (typeof data4 == "number" && isFinite(data4)) {
                      if (data4 > 4194304 || isNaN(data4)) {
                        validate64.errors = [{ instancePath: instancePath + "/zn", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data4 < 1 || isNaN(data4)) {
                          validate64.errors = [{ instancePath: instancePath + "/zn", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid4 = _errs16 === errors;
                } else {
                  var valid4 = true;
                }
                if (valid4) {
                  if (data.bd !== void 0 && func0.call(data, "bd")) {
                    let data5 = data.bd;
                    const _errs18 = errors;
                    if (errors === _errs18) {
                      if (Array.isArray(data5)) {
                        if (data5.length > 256) {
                          validate64.errors = [{ instancePath: instancePath + "/bd", keyword: "maxItems" }];
                          return false;
                        } else {
                          if (data5.length < 1) {
                            validate64.errors = [{ instancePath: instancePath + "/bd", keyword: "minItems" }];
                            return false;
                          } else {
                            var valid5 = true;
                            const len0 = data5.length;
                            for (let i0 = 0; i0 < len0; i0++) {
                              let data6 = data5[i0];
                              const _errs20 = errors;
                              if (errors === _errs20) {
                                if (Array.isArray(data6)) {
                                  if (data6.length > 4) {
                                    validate64.errors = [{ instancePath: instancePath + "/bd/" + i0, keyword: "maxItems" }];
                                    return false;
                                  } else {
                                    if (data6.length < 4) {
                                      validate64.errors = [{ instancePath: instancePath + "/bd/" + i0, keyword: "minItems" }];
                                      return false;
                                    } else {
                                      const len1 = data6.length;
                                      if (len1 > 0) {
                                        let data7 = data6[0];
                                        const _errs22 = errors;
                                        if (!(data7 instanceof Uint8Array) || data7.length < 32 || data7.length > 32) {
                                          validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/0", keyword: "x-bytes" }];
                                          return false;
                                        }
                                        var valid6 = _errs22 === errors;
                                      }
                                      if (valid6) {
                                        if (len1 > 1) {
                                          let data8 = data6[1];
                                          const _errs24 = errors;
                                          if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
                                            validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/1", keyword: "type" }];
                                            return false;
                                          }
                                          if (errors === _errs24) {
                                            if (typeof data8 == "number" && isFinite(data8)) {
                                              if (data8 > 1048576 || isNaN(data8)) {
                                                validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/1", keyword: "maximum" }];
                                                return false;
                                              } else {
                                                if (data8 < 0 || isNaN(data8)) {
                                                  validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/1", keyword: "minimum" }];
                                                  return false;
                                                }
                                              }
                                            }
                                          }
                                          var valid6 = _errs24 === errors;
                                        }
                                        if (valid6) {
                                          if (len1 > 2) {
                                            let data9 = data6[2];
                                            const _errs26 = errors;
                                            if (!(typeof data9 == "number" && (!(data9 % 1) && !isNaN(data9)) && isFinite(data9))) {
                                              validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/2", keyword: "type" }];
                                              return false;
                                            }
                                            if (errors === _errs26) {
                                              if (typeof data9 == "number" && isFinite(data9)) {
                                                if (data9 > 1048576 || isNaN(data9)) {
                                                  validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/2", keyword: "maximum" }];
                                                  return false;
                                                } else {
                                                  if (data9 < 0 || isNaN(data9)) {
                                                    validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/2", keyword: "minimum" }];
                                                    return false;
                                                  }
                                                }
                                              }
                                            }
                                            var valid6 = _errs26 === errors;
                                          }
                                          if (valid6) {
                                            if (len1 > 3) {
                                              let data10 = data6[3];
                                              const _errs28 = errors;
                                              if (!(data10 instanceof Uint8Array) || data10.length < 0 || data10.length > 1048576) {
                                                validate64.errors = [{ instancePath: instancePath + "/bd/" + i0 + "/3", keyword: "x-bytes" }];
                                                return false;
                                              }
                                              var valid6 = _errs28 === errors;
                                            }
                                            if (valid6) {
                                              const len2 = data6.length;
                                              if (!(len2 <= 4)) {
                                                validate64.errors = [{ instancePath: instancePath + "/bd/" + i0, keyword: "items" }];
                                                return false;
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                } else {
                                  validate64.errors = [{ instancePath: instancePath + "/bd/" + i0, keyword: "type" }];
                                  return false;
                                }
                              }
                              var valid5 = _errs20 === errors;
                              if (!valid5) {
                                break;
                              }
                            }
                          }
                        }
                      } else {
                        validate64.errors = [{ instancePath: instancePath + "/bd", keyword: "type" }];
                        return false;
                      }
                    }
                    var valid4 = _errs18 === errors;
                  } else {
                    var valid4 = true;
                  }
                  if (valid4) {
                    if (data.no !== void 0 && func0.call(data, "no")) {
                      let data11 = data.no;
                      const _errs29 = errors;
                      if (errors === _errs29) {
                        if (Array.isArray(data11)) {
                          if (data11.length > 512) {
                            validate64.errors = [{ instancePath: instancePath + "/no", keyword: "maxItems" }];
                            return false;
                          } else {
                            if (data11.length < 1) {
                              validate64.errors = [{ instancePath: instancePath + "/no", keyword: "minItems" }];
                              return false;
                            } else {
                              var valid8 = true;
                              const len3 = data11.length;
                              for (let i1 = 0; i1 < len3; i1++) {
                                let data12 = data11[i1];
                                const _errs31 = errors;
                                if (errors === _errs31) {
                                  if (Array.isArray(data12)) {
                                    if (data12.length > 2) {
                                      validate64.errors = [{ instancePath: instancePath + "/no/" + i1, keyword: "maxItems" }];
                                      return false;
                                    } else {
                                      if (data12.length < 2) {
                                        validate64.errors = [{ instancePath: instancePath + "/no/" + i1, keyword: "minItems" }];
                                        return false;
                                      } else {
                                        const len4 = data12.length;
                                        if (len4 > 0) {
                                          let data13 = data12[0];
                                          const _errs33 = errors;
                                          if (!(data13 instanceof Uint8Array) || data13.length < 32 || data13.length > 32) {
                                            validate64.errors = [{ instancePath: instancePath + "/no/" + i1 + "/0", keyword: "x-bytes" }];
                                            return false;
                                          }
                                          var valid9 = _errs33 === errors;
                                        }
                                        if (valid9) {
                                          if (len4 > 1) {
                                            let data14 = data12[1];
                                            const _errs35 = errors;
                                            const _errs36 = errors;
                                            if (errors === _errs36) {
                                              if (typeof data14 === "string") {
                                                if (!pattern5.test(data14)) {
                                                  validate64.errors = [{ instancePath: instancePath + "/no/" + i1 + "/1", keyword: "pattern" }];
                                                  return false;
                                                }
                                              } else {
                                                validate64.errors = [{ instancePath: instancePath + "/no/" + i1 + "/1", keyword: "type" }];
                                                return false;
                                              }
                                            }
                                            var valid9 = _errs35 === errors;
                                          }
                                          if (valid9) {
                                            const len5 = data12.length;
                                            if (!(len5 <= 2)) {
                                              validate64.errors = [{ instancePath: instancePath + "/no/" + i1, keyword: "items" }];
                                              return false;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate64.errors = [{ instancePath: instancePath + "/no/" + i1, keyword: "type" }];
                                    return false;
                                  }
                                }
                                var valid8 = _errs31 === errors;
                                if (!valid8) {
                                  break;
                                }
                              }
                            }
                          }
                        } else {
                          validate64.errors = [{ instancePath: instancePath + "/no", keyword: "type" }];
                          return false;
                        }
                      }
                      var valid4 = _errs29 === errors;
                    } else {
                      var valid4 = true;
                    }
                    if (valid4) {
                      if (data.more !== void 0 && func0.call(data, "more")) {
                        const _errs38 = errors;
                        if (true !== data.more) {
                          validate64.errors = [{ instancePath: instancePath + "/more", keyword: "const" }];
                          return false;
                        }
                        var valid4 = _errs38 === errors;
                      } else {
                        var valid4 = true;
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
      validate64.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate64.errors = vErrors;
  return errors === 0;
}
var fitsMessage_win = validate66;
function validate66(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.c === void 0 || !func0.call(data, "c")) && (missing0 = "c")) {
        validate66.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("win" !== data.m) {
            validate66.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.c !== void 0 && func0.call(data, "c")) {
            let data1 = data.c;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate66.errors = [{ instancePath: instancePath + "/c", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 16777216 || isNaN(data1)) {
                  validate66.errors = [{ instancePath: instancePath + "/c", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 1 || isNaN(data1)) {
                    validate66.errors = [{ instancePath: instancePath + "/c", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate66.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate66.errors = vErrors;
  return errors === 0;
}
var fitsMessage_fin = validate67;
function validate67(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s")) {
        validate67.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("fin" !== data.m) {
            validate67.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate67.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate67.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate67.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate67.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate67.errors = vErrors;
  return errors === 0;
}
var fitsMessage_done = validate68;
function validate68(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s") || (data.cur === void 0 || !func0.call(data, "cur")) && (missing0 = "cur") || (data.n === void 0 || !func0.call(data, "n")) && (missing0 = "n") || (data.heads === void 0 || !func0.call(data, "heads")) && (missing0 = "heads")) {
        validate68.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("done" !== data.m) {
            validate68.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate68.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate68.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate68.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.cur !== void 0 && func0.call(data, "cur")) {
              let data2 = data.cur;
              const _errs4 = errors;
              if (!(data2 instanceof Uint8Array) || data2.length < 24 || data2.length > 24) {
                validate68.errors = [{ instancePath: instancePath + "/cur", keyword: "x-bytes" }];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.n !== void 0 && func0.call(data, "n")) {
                let data3 = data.n;
                const _errs6 = errors;
                if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
                  validate68.errors = [{ instancePath: instancePath + "/n", keyword: "type" }];
                  return false;
                }
                if (errors === _errs6) {
                  if (typeof data3 == "number" && isFinite(data3)) {
                    if (data3 > 9007199254740991 || isNaN(data3)) {
                      validate68.errors = [{ instancePath: instancePath + "/n", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data3 < 0 || isNaN(data3)) {
                        validate68.errors = [{ instancePath: instancePath + "/n", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.heads !== void 0 && func0.call(data, "heads")) {
                  const _errs8 = errors;
                  if (!validate24(data.heads, { instancePath: instancePath + "/heads" })) {
                    vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate68.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate68.errors = vErrors;
  return errors === 0;
}
var fitsMessage_lag = validate70;
function validate70(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.s === void 0 || !func0.call(data, "s")) && (missing0 = "s") || (data.cur === void 0 || !func0.call(data, "cur")) && (missing0 = "cur")) {
        validate70.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("lag" !== data.m) {
            validate70.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.s !== void 0 && func0.call(data, "s")) {
            let data1 = data.s;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate70.errors = [{ instancePath: instancePath + "/s", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2047 || isNaN(data1)) {
                  validate70.errors = [{ instancePath: instancePath + "/s", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate70.errors = [{ instancePath: instancePath + "/s", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.cur !== void 0 && func0.call(data, "cur")) {
              let data2 = data.cur;
              const _errs4 = errors;
              if (!(data2 instanceof Uint8Array) || data2.length < 24 || data2.length > 24) {
                validate70.errors = [{ instancePath: instancePath + "/cur", keyword: "x-bytes" }];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate70.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate70.errors = vErrors;
  return errors === 0;
}
var fitsMessage_ping = validate71;
function validate71(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m")) {
        validate71.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          if ("ping" !== data.m) {
            validate71.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
        }
      }
    } else {
      validate71.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate71.errors = vErrors;
  return errors === 0;
}
var fitsMessage_pong = validate72;
function validate72(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m")) {
        validate72.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          if ("pong" !== data.m) {
            validate72.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
        }
      }
    } else {
      validate72.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate72.errors = vErrors;
  return errors === 0;
}
var fitsMessage_bye = validate73;
function validate73(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.code === void 0 || !func0.call(data, "code")) && (missing0 = "code")) {
        validate73.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("bye" !== data.m) {
            validate73.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.code !== void 0 && func0.call(data, "code")) {
            let data1 = data.code;
            const _errs2 = errors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern5.test(data1)) {
                  validate73.errors = [{ instancePath: instancePath + "/code", keyword: "pattern" }];
                  return false;
                }
              } else {
                validate73.errors = [{ instancePath: instancePath + "/code", keyword: "type" }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.retry !== void 0 && func0.call(data, "retry")) {
              let data2 = data.retry;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
                validate73.errors = [{ instancePath: instancePath + "/retry", keyword: "type" }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 86400 || isNaN(data2)) {
                    validate73.errors = [{ instancePath: instancePath + "/retry", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate73.errors = [{ instancePath: instancePath + "/retry", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate73.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate73.errors = vErrors;
  return errors === 0;
}
var fitsPackMessage_pack = validate81;
function validate81(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.v === void 0 || !func0.call(data, "v")) && (missing0 = "v") || (data.sp === void 0 || !func0.call(data, "sp")) && (missing0 = "sp") || (data.made === void 0 || !func0.call(data, "made")) && (missing0 = "made")) {
        validate81.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("pack" !== data.m) {
            validate81.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.v !== void 0 && func0.call(data, "v")) {
            const _errs2 = errors;
            if (1 !== data.v) {
              validate81.errors = [{ instancePath: instancePath + "/v", keyword: "const" }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.sp !== void 0 && func0.call(data, "sp")) {
              let data2 = data.sp;
              const _errs3 = errors;
              if (errors === _errs3) {
                if (Array.isArray(data2)) {
                  if (data2.length > 2048) {
                    validate81.errors = [{ instancePath: instancePath + "/sp", keyword: "maxItems" }];
                    return false;
                  } else {
                    if (data2.length < 1) {
                      validate81.errors = [{ instancePath: instancePath + "/sp", keyword: "minItems" }];
                      return false;
                    } else {
                      var valid1 = true;
                      const len0 = data2.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data3 = data2[i0];
                        const _errs5 = errors;
                        if (!(data3 instanceof Uint8Array) || data3.length < 32 || data3.length > 32) {
                          validate81.errors = [{ instancePath: instancePath + "/sp/" + i0, keyword: "x-bytes" }];
                          return false;
                        }
                        var valid1 = _errs5 === errors;
                        if (!valid1) {
                          break;
                        }
                      }
                    }
                  }
                } else {
                  validate81.errors = [{ instancePath: instancePath + "/sp", keyword: "type" }];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.made !== void 0 && func0.call(data, "made")) {
                let data4 = data.made;
                const _errs7 = errors;
                if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
                  validate81.errors = [{ instancePath: instancePath + "/made", keyword: "type" }];
                  return false;
                }
                if (errors === _errs7) {
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 > 9007199254740991 || isNaN(data4)) {
                      validate81.errors = [{ instancePath: instancePath + "/made", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data4 < 0 || isNaN(data4)) {
                        validate81.errors = [{ instancePath: instancePath + "/made", keyword: "minimum" }];
                        return false;
                      }
                    }
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
      validate81.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate81.errors = vErrors;
  return errors === 0;
}
var fitsPackMessage_packend = validate82;
function validate78(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (Array.isArray(data)) {
      if (data.length > 64) {
        validate78.errors = [{ instancePath, keyword: "maxItems" }];
        return false;
      } else {
        if (data.length < 0) {
          validate78.errors = [{ instancePath, keyword: "minItems" }];
          return false;
        } else {
          var valid0 = true;
          const len0 = data.length;
          for (let i0 = 0; i0 < len0; i0++) {
            let data0 = data[i0];
            const _errs1 = errors;
            if (!(data0 instanceof Uint8Array) || data0.length < 32 || data0.length > 32) {
              validate78.errors = [{ instancePath: instancePath + "/" + i0, keyword: "x-bytes" }];
              return false;
            }
            var valid0 = _errs1 === errors;
            if (!valid0) {
              break;
            }
          }
        }
      }
    } else {
      validate78.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate78.errors = vErrors;
  return errors === 0;
}
function validate82(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.m === void 0 || !func0.call(data, "m")) && (missing0 = "m") || (data.n === void 0 || !func0.call(data, "n")) && (missing0 = "n") || (data.per === void 0 || !func0.call(data, "per")) && (missing0 = "per") || (data.sha === void 0 || !func0.call(data, "sha")) && (missing0 = "sha")) {
        validate82.errors = [{ instancePath, keyword: "required" }];
        return false;
      } else {
        if (data.m !== void 0 && func0.call(data, "m")) {
          const _errs1 = errors;
          if ("packend" !== data.m) {
            validate82.errors = [{ instancePath: instancePath + "/m", keyword: "const" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.n !== void 0 && func0.call(data, "n")) {
            let data1 = data.n;
            const _errs2 = errors;
            if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
              validate82.errors = [{ instancePath: instancePath + "/n", keyword: "type" }];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 9007199254740991 || isNaN(data1)) {
                  validate82.errors = [{ instancePath: instancePath + "/n", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate82.errors = [{ instancePath: instancePath + "/n", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.per !== void 0 && func0.call(data, "per")) {
              let data2 = data.per;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (Array.isArray(data2)) {
                  if (data2.length > 2048) {
                    validate82.errors = [{ instancePath: instancePath + "/per", keyword: "maxItems" }];
                    return false;
                  } else {
                    if (data2.length < 1) {
                      validate82.errors = [{ instancePath: instancePath + "/per", keyword: "minItems" }];
                      return false;
                    } else {
                      var valid1 = true;
                      const len0 = data2.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data3 = data2[i0];
                        const _errs6 = errors;
                        if (errors === _errs6) {
                          if (Array.isArray(data3)) {
                            if (data3.length > 4) {
                              validate82.errors = [{ instancePath: instancePath + "/per/" + i0, keyword: "maxItems" }];
                              return false;
                            } else {
                              if (data3.length < 4) {
                                validate82.errors = [{ instancePath: instancePath + "/per/" + i0, keyword: "minItems" }];
                                return false;
                              } else {
                                const len1 = data3.length;
                                if (len1 > 0) {
                                  let data4 = data3[0];
                                  const _errs8 = errors;
                                  if (!(data4 instanceof Uint8Array) || data4.length < 32 || data4.length > 32) {
                                    validate82.errors = [{ instancePath: instancePath + "/per/" + i0 + "/0", keyword: "x-bytes" }];
                                    return false;
                                  }
                                  var valid2 = _errs8 === errors;
                                }
                                if (valid2) {
                                  if (len1 > 1) {
                                    let data5 = data3[1];
                                    const _errs10 = errors;
                                    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                                      validate82.errors = [{ instancePath: instancePath + "/per/" + i0 + "/1", keyword: "type" }];
                                      return false;
                                    }
                                    if (errors === _errs10) {
                                      if (typeof data5 == "number" && isFinite(data5)) {
                                        if (data5 > 9007199254740991 || isNaN(data5)) {
                                          validate82.errors = [{ instancePath: instancePath + "/per/" + i0 + "/1", keyword: "maximum" }];
                                          return false;
                                        } else {
                                          if (data5 < 0 || isNaN(data5)) {
                                            validate82.errors = [{ instancePath: instancePath + "/per/" + i0 + "/1", keyword: "minimum" }];
                                            return false;
                                          }
                                        }
                                      }
                                    }
                                    var valid2 = _errs10 === errors;
                                  }
                                  if (valid2) {
                                    if (len1 > 2) {
                                      let data6 = data3[2];
                                      const _errs12 = errors;
                                      if (!(data6 instanceof Uint8Array) || data6.length < 32 || data6.length > 32) {
                                        validate82.errors = [{ instancePath: instancePath + "/per/" + i0 + "/2", keyword: "x-bytes" }];
                                        return false;
                                      }
                                      var valid2 = _errs12 === errors;
                                    }
                                    if (valid2) {
                                      if (len1 > 3) {
                                        const _errs14 = errors;
                                        if (!validate78(data3[3], { instancePath: instancePath + "/per/" + i0 + "/3" })) {
                                          vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid2 = _errs14 === errors;
                                      }
                                      if (valid2) {
                                        const len2 = data3.length;
                                        if (!(len2 <= 4)) {
                                          validate82.errors = [{ instancePath: instancePath + "/per/" + i0, keyword: "items" }];
                                          return false;
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          } else {
                            validate82.errors = [{ instancePath: instancePath + "/per/" + i0, keyword: "type" }];
                            return false;
                          }
                        }
                        var valid1 = _errs6 === errors;
                        if (!valid1) {
                          break;
                        }
                      }
                    }
                  }
                } else {
                  validate82.errors = [{ instancePath: instancePath + "/per", keyword: "type" }];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.sha !== void 0 && func0.call(data, "sha")) {
                let data8 = data.sha;
                const _errs15 = errors;
                if (!(data8 instanceof Uint8Array) || data8.length < 32 || data8.length > 32) {
                  validate82.errors = [{ instancePath: instancePath + "/sha", keyword: "x-bytes" }];
                  return false;
                }
                var valid0 = _errs15 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate82.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate82.errors = vErrors;
  return errors === 0;
}

/** What is known about each {@link Message}, by its `m`. */
export const MESSAGE_SHAPES: ReadonlyMap<string, MessageShape<Message>> = new Map<string, MessageShape<Message>>([
  ['hello', { members: new Set(["m","v","ft","mf","wn","st"]), bytes: {"st":"bytes"}, fits: fitsMessage_hello as unknown as Validator<HelloMessage> }],
  ['open', { members: new Set(["m","s","sp","live","n","ce","heads","cur"]), bytes: {"sp":"bytes","ce":"bytes","heads":["bytes"],"cur":"bytes"}, fits: fitsMessage_open as unknown as Validator<OpenMessage> }],
  ['opened', { members: new Set(["m","s","at","n","ce","heads","reset"]), bytes: {"at":"bytes","ce":"bytes","heads":["bytes"]}, fits: fitsMessage_opened as unknown as Validator<OpenedMessage> }],
  ['deps', { members: new Set(["m","s","l"]), bytes: {"l":[{"0":"bytes","2":["bytes"]}]}, fits: fitsMessage_deps as unknown as Validator<DepsMessage> }],
  ['items', { members: new Set(["m","s","q","i","z","zn","cur"]), bytes: {"i":[{"0":"bytes","1":"bytes","2":{"0":"bytes","1":[{"0":"bytes","1":"bytes"}]},"3":"bytes"}],"z":"bytes","cur":"bytes"}, fits: fitsMessage_items as unknown as Validator<ItemsMessage> }],
  ['ack', { members: new Set(["m","s","q","no","dur"]), bytes: {}, fits: fitsMessage_ack as unknown as Validator<AckMessage> }],
  ['get', { members: new Set(["m","rq","ids","digs"]), bytes: {"ids":["bytes"],"digs":["bytes"]}, fits: fitsMessage_get as unknown as Validator<GetMessage> }],
  ['got', { members: new Set(["m","rq","i","z","zn","bd","no","more"]), bytes: {"i":[{"0":"bytes","1":"bytes","2":{"0":"bytes","1":[{"0":"bytes","1":"bytes"}]},"3":"bytes"}],"z":"bytes","bd":[{"0":"bytes","3":"bytes"}],"no":[{"0":"bytes"}]}, fits: fitsMessage_got as unknown as Validator<GotMessage> }],
  ['win', { members: new Set(["m","c"]), bytes: {}, fits: fitsMessage_win as unknown as Validator<WinMessage> }],
  ['fin', { members: new Set(["m","s"]), bytes: {}, fits: fitsMessage_fin as unknown as Validator<FinMessage> }],
  ['done', { members: new Set(["m","s","cur","n","heads"]), bytes: {"cur":"bytes","heads":["bytes"]}, fits: fitsMessage_done as unknown as Validator<DoneMessage> }],
  ['lag', { members: new Set(["m","s","cur"]), bytes: {"cur":"bytes"}, fits: fitsMessage_lag as unknown as Validator<LagMessage> }],
  ['ping', { members: new Set(["m"]), bytes: {}, fits: fitsMessage_ping as unknown as Validator<PingMessage> }],
  ['pong', { members: new Set(["m"]), bytes: {}, fits: fitsMessage_pong as unknown as Validator<PongMessage> }],
  ['bye', { members: new Set(["m","code","retry"]), bytes: {}, fits: fitsMessage_bye as unknown as Validator<ByeMessage> }],
]);

/** What is known about each {@link PackMessage}, by its `m`. */
export const PACK_MESSAGE_SHAPES: ReadonlyMap<string, MessageShape<PackMessage>> = new Map<string, MessageShape<PackMessage>>([
  ['pack', { members: new Set(["m","v","sp","made"]), bytes: {"sp":["bytes"]}, fits: fitsPackMessage_pack as unknown as Validator<PackHeadMessage> }],
  ['packend', { members: new Set(["m","n","per","sha"]), bytes: {"per":[{"0":"bytes","2":"bytes","3":["bytes"]}],"sha":"bytes"}, fits: fitsPackMessage_packend as unknown as Validator<PackEndMessage> }],
]);
