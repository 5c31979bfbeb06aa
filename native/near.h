/* Read before each C file that mypyc makes (hatch_build.py).

   What is only run when something fails stands apart from what is run always, which is then a quarter less, for a
   processor's small memory of code; and what modules share is known to be theirs alone. */

#ifndef KHABAR_NEAR_H
#define KHABAR_NEAR_H

#include <Python.h>
static void CPy_DecRef(PyObject *p) __attribute__((cold));
static void CPy_XDecRef(void *p) __attribute__((cold));
PyAPI_FUNC(void) PyErr_SetString(PyObject *exception, const char *string) __attribute__((cold));

#include "quick.h"
#include <CPy.h>
#include "quick_names.h"

void CPy_AddTraceback(const char *filename, const char *funcname, int line, PyObject *globals) __attribute__((cold));
void CPy_TypeErrorTraceback(const char *filename, const char *funcname, int line, PyObject *globals,
                            const char *expected, PyObject *value) __attribute__((cold));
void CPyError_OutOfMemory(void) __attribute__((cold));
void CPy_AttributeError(const char *filename, const char *funcname, const char *classname, const char *attrname,
                        int line, PyObject *globals) __attribute__((cold));
#pragma GCC visibility push(hidden)

#endif
