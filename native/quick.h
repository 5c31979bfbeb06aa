/* What compiled reading asks of Python most, in fewer instructions: lists, letting go, small objects, words in dicts and
   sets, attributes of records.

   Each function here promises what the one of Python's or mypyc's that it stands for promises, for all arguments, and
   hands on to that one what it does not know. Where this is not CPython 3.11 with its lock, nothing is replaced:
   it looks into dicts and at who is known to the collector. */

#ifndef KHABAR_QUICK_H
#define KHABAR_QUICK_H

#include <Python.h>
#include <stdbool.h>

#if defined(__GNUC__) && !defined(PYPY_VERSION) && !defined(Py_GIL_DISABLED) && !defined(Py_TRACE_REFS) && \
    !defined(Py_REF_DEBUG) && PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000
#define QUICK 1
#endif

#ifdef QUICK
#pragma GCC visibility push(hidden)

extern int quick_depth;

void quick_dealloc(PyObject *op);
PyObject *quick_list_new(Py_ssize_t size);
int quick_list_append(PyObject *list, PyObject *item);
PyObject *quick_list_slice(PyObject *list, Py_ssize_t low, Py_ssize_t high);
PyObject *quick_tuple_new(Py_ssize_t size);
PyObject *quick_int(Py_ssize_t value);
PyObject *quick_letters(PyObject *string, Py_ssize_t start, Py_ssize_t end);
int quick_truth(PyObject *op);
PyObject *quick_type(PyObject *type);
PyObject *quick_dict_get(PyObject *dict, PyObject *key, PyObject *otherwise);
PyObject *quick_dict_item(PyObject *dict, PyObject *key);
int quick_dict_contains(PyObject *dict, PyObject *key);
int quick_set_contains(PyObject *set, PyObject *key);
int quick_sequence_contains(PyObject *sequence, PyObject *value);
PyObject *quick_compare(PyObject *one, PyObject *other, int operation);
PyObject *quick_attribute(PyObject *owner, PyObject *name);

#pragma GCC visibility pop

static inline void quick_decref(PyObject *op)
{
    if (--op->ob_refcnt == 0)
        quick_dealloc(op);
}

static inline void quick_xdecref(PyObject *op)
{
    if (op != NULL)
        quick_decref(op);
}

static inline int quick_is_true(PyObject *op)
{
    return op == Py_True ? 1 : op == Py_False || op == Py_None ? 0 : quick_truth(op);
}

#define QUICK_INTERNED(op) (((PyASCIIObject *)(op))->state.interned != 0)

#undef Py_DECREF
#undef Py_XDECREF
#define Py_DECREF(op) quick_decref(_PyObject_CAST(op))
#define Py_XDECREF(op) quick_xdecref(_PyObject_CAST(op))
#define _Py_Dealloc quick_dealloc
#define PyList_New quick_list_new
#define PyList_Append quick_list_append
#define PyList_GetSlice quick_list_slice
#define PyTuple_New quick_tuple_new
#define PyUnicode_Substring quick_letters

#endif
#endif
