// The keys of a keyboard by their places, as set 1 of the PC's scancodes has them; extended ones have 0xE0 before.
const CODES = new Map();

const row = (first, names) => names.split(" ").forEach((name, number) => CODES.set(name, first + number));

row(0x01, "Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace Tab");
row(0x10, "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft");
row(0x1e, "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash");
row(0x2c, "KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock");
row(0x3b, "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10");
row(0x46, "ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd");
row(0x4f, "Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal");
row(0x56, "IntlBackslash F11 F12");
row(0xe01c, "NumpadEnter ControlRight");
row(0xe047, "Home ArrowUp PageUp");
row(0xe04f, "End ArrowDown PageDown Insert Delete");
row(0xe05b, "MetaLeft MetaRight ContextMenu");
for (const [name, code] of [
  ["NumLock", 0x45], ["IntlRo", 0x73], ["IntlYen", 0x7d], ["KanaMode", 0x70], ["Convert", 0x79], ["NonConvert", 0x7b],
  ["NumpadDivide", 0xe035], ["PrintScreen", 0xe037], ["AltRight", 0xe038], ["ArrowLeft", 0xe04b], ["ArrowRight", 0xe04d],
]) CODES.set(name, code);

// The scancode of a key by its `KeyboardEvent.code`; absent for one that PCs do not have.
export const scancode = (code) => CODES.get(code);
