/** Values of people that several resolution tests need; numbers are valid by GB 11643 and belong to nobody. */
export const ouyang = {
  name: '欧阳若曦',
  documentType: 'CITIZEN_ID',
  documentNumber: '11010519491231002X',
  birthDate: '1949-12-31',
  sex: '2',
  phone: '13812345678',
  actualAddress: '兴隆街道金陵世纪花园12栋1单元1502',
};

export const stranger = {
  name: '李建国',
  documentType: 'CITIZEN_ID',
  documentNumber: '320105195102280053',
  birthDate: '1951-02-28',
  sex: '1',
  phone: '13900000001',
  actualAddress: '南苑街道锁金新村2栋3单元604',
};

/** The same person under a second valid number. */
export const ouyangAgain = { ...ouyang, documentNumber: '320105194912310029' };
