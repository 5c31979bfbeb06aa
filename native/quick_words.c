/* See quick.h: words in dicts, sets and sequences, strings compared, attributes. */

#include "quick.h"

#ifdef QUICK

#define Py_BUILD_CORE 1
#include "internal/pycore_dict.h"
#include <CPy.h>
#include <string.h>
#include "structmember.h"

#pragma GCC visibility push(hidden)

/* Words as keys. */

static inline bool same_letters(PyObject *one, PyObject *other)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(one);
    return length == PyUnicode_GET_LENGTH(other) && PyUnicode_KIND(one) == PyUnicode_KIND(other) &&
           memcmp(PyUnicode_DATA(one), PyUnicode_DATA(other), (size_t)length * PyUnicode_KIND(one)) == 0;
}

static inline Py_hash_t hash_of(PyObject *word)
{
    Py_hash_t hash = ((PyASCIIObject *)word)->hash;
    return hash != -1 ? hash : PyObject_Hash(word);
}

static inline Py_ssize_t index_at(PyDictKeysObject *keys, int log, size_t slot)
{
    return log < 8    ? ((int8_t *)keys->dk_indices)[slot]
           : log < 16 ? ((int16_t *)keys->dk_indices)[slot]
                      : ((int32_t *)keys->dk_indices)[slot];
}

/* Find a word: 1 with what it stands for, lent, 0 where there is none, -1 where this cannot tell. */
static __attribute__((noinline)) int seek_word(PyObject *dict, PyObject *key, PyObject **value)
{
    if (!PyDict_CheckExact(dict) || !PyUnicode_CheckExact(key))
        return -1;
    PyDictObject *words = (PyDictObject *)dict;
    PyDictKeysObject *keys = words->ma_keys;
    if (keys->dk_kind != DICT_KEYS_UNICODE)
        return -1;
    Py_hash_t hash = hash_of(key);
    int log = keys->dk_log2_size;
    if (hash == -1 || log >= 32)
        return -1;
    size_t mask = ((size_t)1 << log) - 1, perturb = (size_t)hash, slot = (size_t)hash & mask;
    PyDictUnicodeEntry *entries = DK_UNICODE_ENTRIES(keys);
    for (;;) {
        Py_ssize_t index = index_at(keys, log, slot);
        if (index >= 0) {
            PyDictUnicodeEntry *entry = &entries[index];
            if (entry->me_key == key ||
                (((PyASCIIObject *)entry->me_key)->hash == hash && same_letters(entry->me_key, key))) {
                *value = entry->me_value;
                return *value != NULL;
            }
        } else if (index == DKIX_EMPTY) {
            return 0;
        }
        perturb >>= 5;
        slot = (slot * 5 + perturb + 1) & mask;
    }
}

/* The same, its first look taken at once: it mostly meets nothing, or the very word. */
static inline int find_word(PyObject *dict, PyObject *key, PyObject **value)
{
    if (PyDict_CheckExact(dict) && PyUnicode_CheckExact(key)) {
        PyDictKeysObject *keys = ((PyDictObject *)dict)->ma_keys;
        Py_hash_t hash = ((PyASCIIObject *)key)->hash;
        int log = keys->dk_log2_size;
        if (hash != -1 && keys->dk_kind == DICT_KEYS_UNICODE && log < 32) {
            Py_ssize_t index = index_at(keys, log, (size_t)hash & (((size_t)1 << log) - 1));
            if (index == DKIX_EMPTY)
                return 0;
            if (index >= 0) {
                PyDictUnicodeEntry *entry = &DK_UNICODE_ENTRIES(keys)[index];
                *value = entry->me_value;
                if (entry->me_key == key && entry->me_value != NULL)
                    return 1;
            }
        }
    }
    return seek_word(dict, key, value);
}

PyObject *quick_dict_get(PyObject *dict, PyObject *key, PyObject *otherwise)
{
    PyObject *value;
    int found = find_word(dict, key, &value);
    if (found < 0)
        return CPyDict_Get(dict, key, otherwise);
    if (!found)
        value = otherwise;
    Py_INCREF(value);
    return value;
}

PyObject *quick_dict_item(PyObject *dict, PyObject *key)
{
    PyObject *value;
    if (find_word(dict, key, &value) <= 0)
        return CPyDict_GetItem(dict, key);
    Py_INCREF(value);
    return value;
}

int quick_dict_contains(PyObject *dict, PyObject *key)
{
    PyObject *value;
    int found = find_word(dict, key, &value);
    return found < 0 ? PyDict_Contains(dict, key) : found;
}

#define NEIGHBOURS 9 /* slots that a set looks at in a row: LINEAR_PROBES of setobject.c */

static __attribute__((noinline)) int seek_in_set(PyObject *op, PyObject *key)
{
    if (!PyAnySet_CheckExact(op) || !PyUnicode_CheckExact(key))
        return PySet_Contains(op, key);
    Py_hash_t hash = hash_of(key);
    if (hash == -1)
        return -1;
    PySetObject *set = (PySetObject *)op;
    size_t mask = (size_t)set->mask, perturb = (size_t)hash, slot = (size_t)hash & mask;
    for (;;) {
        setentry *entry = &set->table[slot];
        int more = slot + NEIGHBOURS <= mask ? NEIGHBOURS : 0;
        do {
            if (entry->hash == 0 && entry->key == NULL)
                return 0;
            if (entry->hash == hash) {
                if (entry->key == key)
                    return 1;
                if (entry->key == NULL || !PyUnicode_CheckExact(entry->key))
                    return PySet_Contains(op, key);
                if (same_letters(entry->key, key))
                    return 1;
            }
            entry++;
        } while (more--);
        perturb >>= 5;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

int quick_set_contains(PyObject *op, PyObject *key)
{
    if (PyAnySet_CheckExact(op) && PyUnicode_CheckExact(key)) {
        PySetObject *set = (PySetObject *)op;
        Py_hash_t hash = ((PyASCIIObject *)key)->hash;
        if (hash != -1) {
            PyObject *first = set->table[(size_t)hash & (size_t)set->mask].key;
            if (first == NULL || first == key)
                return first != NULL;
        }
    }
    return seek_in_set(op, key);
}

int quick_sequence_contains(PyObject *sequence, PyObject *value)
{
    if (!PyUnicode_CheckExact(value) || !(PyTuple_CheckExact(sequence) || PyList_CheckExact(sequence)))
        return PySequence_Contains(sequence, value);
    Py_ssize_t size = Py_SIZE(sequence);
    PyObject **items = PySequence_Fast_ITEMS(sequence);
    for (Py_ssize_t at = 0; at < size; at++) {
        if (items[at] == value)
            return 1;
        if (!PyUnicode_CheckExact(items[at]))
            return PySequence_Contains(sequence, value);
        if (same_letters(items[at], value))
            return 1;
    }
    return 0;
}

PyObject *quick_compare(PyObject *one, PyObject *other, int operation)
{
    if (!PyUnicode_CheckExact(one) || !PyUnicode_CheckExact(other) || (operation != Py_EQ && operation != Py_NE))
        return PyObject_RichCompare(one, other, operation);
    bool same = one == other || (!(QUICK_INTERNED(one) && QUICK_INTERNED(other)) && same_letters(one, other));
    PyObject *answer = same == (operation == Py_EQ) ? Py_True : Py_False;
    Py_INCREF(answer);
    return answer;
}

/* Where in an object of a class an attribute lies, for classes with slots. The tag of a class's version is no other
   class's, and is taken from it when it changes. */

#define PLACES 2048

typedef struct {
    PyObject *name;
    Py_ssize_t offset;
    unsigned int version;
} Place;

static Place places[PLACES];

PyObject *quick_attribute(PyObject *owner, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(owner);
    unsigned int version = type->tp_version_tag;
    Place *place = &places[((uintptr_t)name / 16 ^ version * 31) % PLACES];
    bool valid = version != 0 && PyType_HasFeature(type, Py_TPFLAGS_VALID_VERSION_TAG);
    if (valid && place->version == version && place->name == name) {
        PyObject *value = *(PyObject **)((char *)owner + place->offset);
        if (value != NULL) {
            Py_INCREF(value);
            return value;
        }
    } else if (type->tp_getattro == PyObject_GenericGetAttr && PyUnicode_CheckExact(name) && QUICK_INTERNED(name)) {
        PyObject *found = _PyType_Lookup(type, name);
        if (found != NULL && Py_IS_TYPE(found, &PyMemberDescr_Type)) {
            PyMemberDef *member = ((PyMemberDescrObject *)found)->d_member;
            if (member->type == T_OBJECT_EX && !(member->flags & PY_AUDIT_READ) &&
                PyType_IsSubtype(type, PyDescr_TYPE(found)) && PyType_HasFeature(type, Py_TPFLAGS_VALID_VERSION_TAG)) {
                Py_INCREF(name);
                Py_XDECREF(place->name);
                place->name = name;
                place->offset = member->offset;
                place->version = type->tp_version_tag;
            }
        }
    }
    return PyObject_GetAttr(owner, name);
}

#pragma GCC visibility pop
#endif
