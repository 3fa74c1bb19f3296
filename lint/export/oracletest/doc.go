// Package oracletest holds what package export reads of spreadsheets against what
// excelize reads of them.
package oracletest
